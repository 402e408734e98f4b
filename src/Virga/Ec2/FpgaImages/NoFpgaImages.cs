using Virga.Service;

namespace Virga.Ec2.FpgaImages;

/// <summary>There are no FPGA images: the design that one is made of lies in S3, which is not here.</summary>
internal static class NoFpgaImages
{
    public static AwsException Absent(string id) => NoItems.Absent("afi", "InvalidFpgaImageID", "FPGA image ID", id);
}
