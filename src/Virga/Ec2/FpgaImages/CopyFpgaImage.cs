using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Copies an FPGA image; there are none in any region.</summary>
internal sealed class CopyFpgaImage : IMutation<CopyFpgaImageRequest, CopyFpgaImageResult>
{
    public static CopyFpgaImageResult Run(CopyFpgaImageRequest input, Change change) =>
        throw NoFpgaImages.Absent(input.SourceFpgaImageId!);
}
