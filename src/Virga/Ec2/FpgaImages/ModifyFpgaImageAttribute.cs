using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FpgaImages;

/// <summary>Changes an FPGA image; there are none.</summary>
internal sealed class ModifyFpgaImageAttribute
    : IMutation<ModifyFpgaImageAttributeRequest, ModifyFpgaImageAttributeResult>
{
    public static ModifyFpgaImageAttributeResult Run(ModifyFpgaImageAttributeRequest input, Change change) =>
        throw NoFpgaImages.Absent(input.FpgaImageId!);
}
