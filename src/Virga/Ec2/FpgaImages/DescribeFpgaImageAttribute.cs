using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Shows an attribute of an FPGA image; there are none.</summary>
internal sealed class DescribeFpgaImageAttribute
    : IQuery<DescribeFpgaImageAttributeRequest, DescribeFpgaImageAttributeResult>
{
    public static DescribeFpgaImageAttributeResult Run(DescribeFpgaImageAttributeRequest input, WorldView at) =>
        throw NoFpgaImages.Absent(input.FpgaImageId!);
}
