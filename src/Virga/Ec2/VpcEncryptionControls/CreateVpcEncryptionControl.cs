using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Begins to watch a VPC's encryption.</summary>
internal sealed class CreateVpcEncryptionControl
    : IMutation<CreateVpcEncryptionControlRequest, CreateVpcEncryptionControlResult>
{
    public static CreateVpcEncryptionControlResult Run(CreateVpcEncryptionControlRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (change.Rows<VpcEncryptionControlRow>().Any(VpcEncryptionControlRow.ByVpc, vpc.Id))
            throw new AwsException(
                "VpcEncryptionControlAlreadyExists", $"The VPC {vpc.Id} already has an encryption control.");
        var row = Make(change, vpc.Id);
        change.TagNew(input.TagSpecifications, ResourceType.VpcEncryptionControl, row.Id);
        return new() { VpcEncryptionControl = Shape(row, change) };
    }

    /// <summary>A new VPC's control; only the watching mode can be true here.</summary>
    public static void With(Change change, string vpcId, VpcEncryptionControlConfiguration wanted)
    {
        if (wanted.Mode == VpcEncryptionControlMode.Enforce)
            throw new AwsException("UnsupportedOperation", "Virga does not encrypt traffic and cannot enforce it.");
        Make(change, vpcId);
    }

    private static VpcEncryptionControlRow Make(Change change, string vpcId)
    {
        var row = change.Put(new VpcEncryptionControlRow(change.NewId("vpcec"))
        {
            VpcId = vpcId, State = VpcEncryptionControlState.Creating,
        });
        change.Later<VpcEncryptionControlSettles>(VpcEncryptionControlSettles.Delay, row.Id);
        return row;
    }

    public static VpcEncryptionControl Shape(VpcEncryptionControlRow row, WorldView at) => new()
    {
        VpcEncryptionControlId = row.Id,
        VpcId = row.VpcId,
        Mode = VpcEncryptionControlMode.Monitor,
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };
}

/// <summary>A control is ready, or gone.</summary>
internal sealed class VpcEncryptionControlSettles : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<VpcEncryptionControlRow>(subject) is not { } row) return;
        if (row.State == VpcEncryptionControlState.Deleting) change.Remove<VpcEncryptionControlRow>(row.Id);
        else change.Put(row with { State = VpcEncryptionControlState.Available });
    }
}
