using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Deletes an FPGA image; there are none.</summary>
internal sealed class DeleteFpgaImage : IMutation<DeleteFpgaImageRequest, DeleteFpgaImageResult>
{
    public static DeleteFpgaImageResult Run(DeleteFpgaImageRequest input, Change change) =>
        throw NoFpgaImages.Absent(input.FpgaImageId!);
}
