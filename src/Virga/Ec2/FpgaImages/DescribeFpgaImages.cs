using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>
/// Lists FPGA images; there are none, since none can be made here and AWS's own are not in the catalogue.
/// </summary>
internal sealed class DescribeFpgaImages : IQuery<DescribeFpgaImagesRequest, DescribeFpgaImagesResult>
{
    public static DescribeFpgaImagesResult Run(DescribeFpgaImagesRequest input, WorldView at)
    {
        if (input.FpgaImageIds is [var first, ..]) throw NoFpgaImages.Absent(first);
        NoItems.Check(
            input.Filters, input.NextToken,
            "create-time", "fpga-image-id", "fpga-image-global-id", "name", "owner-id", "product-code",
            "shell-version", "state", "update-time");
        return new() { FpgaImages = [] };
    }
}
