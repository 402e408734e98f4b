using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Would enforce encryption; nothing here encrypts, so only the watching mode is accepted.</summary>
internal sealed class ModifyVpcEncryptionControl
    : IMutation<ModifyVpcEncryptionControlRequest, ModifyVpcEncryptionControlResult>
{
    public static ModifyVpcEncryptionControlResult Run(ModifyVpcEncryptionControlRequest input, Change change)
    {
        var row = change.Named<VpcEncryptionControlRow>(input.VpcEncryptionControlId);
        if (input.Mode == VpcEncryptionControlMode.Enforce)
            throw new AwsException("UnsupportedOperation", "Virga does not encrypt traffic and cannot enforce it.");
        return new() { VpcEncryptionControl = CreateVpcEncryptionControl.Shape(row, change) };
    }
}
