using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Watches a VPC's encryption no more.</summary>
internal sealed class DeleteVpcEncryptionControl
    : IMutation<DeleteVpcEncryptionControlRequest, DeleteVpcEncryptionControlResult>
{
    public static DeleteVpcEncryptionControlResult Run(DeleteVpcEncryptionControlRequest input, Change change)
    {
        var row = change.Named<VpcEncryptionControlRow>(input.VpcEncryptionControlId);
        row = change.Put(row with { State = VpcEncryptionControlState.Deleting });
        change.Later<VpcEncryptionControlSettles>(VpcEncryptionControlSettles.Delay, row.Id);
        return new() { VpcEncryptionControl = CreateVpcEncryptionControl.Shape(row, change) };
    }
}
