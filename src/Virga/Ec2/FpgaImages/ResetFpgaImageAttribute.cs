using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Stops sharing an FPGA image; there are none.</summary>
internal sealed class ResetFpgaImageAttribute
    : IMutation<ResetFpgaImageAttributeRequest, ResetFpgaImageAttributeResult>
{
    public static ResetFpgaImageAttributeResult Run(ResetFpgaImageAttributeRequest input, Change change) =>
        throw NoFpgaImages.Absent(input.FpgaImageId!);
}
