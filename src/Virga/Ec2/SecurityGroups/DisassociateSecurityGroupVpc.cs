using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Takes a group back from another VPC, unless an interface there has it.</summary>
internal sealed class DisassociateSecurityGroupVpc
    : IMutation<DisassociateSecurityGroupVpcRequest, DisassociateSecurityGroupVpcResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static DisassociateSecurityGroupVpcResult Run(DisassociateSecurityGroupVpcRequest input, Change change)
    {
        var group = SecurityGroupLookup.ById(change, input.GroupId!);
        var vpc = change.Named<VpcRow>(input.VpcId!);
        var id = SecurityGroupVpcAssociationRow.IdOf(group.Id, vpc.Id);
        var association = change.Find<SecurityGroupVpcAssociationRow>(id) ?? throw new AwsException(
            "InvalidSecurityGroupVpcAssociation.NotFound",
            $"The security group '{group.Id}' is not associated with the VPC '{vpc.Id}'.");
        if (change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByGroup, group.Id)
            .Any(eni => eni.VpcId == vpc.Id))
            throw Ec2Errors.HasDependentObject(group.Id);
        change.Put(association with { State = SecurityGroupVpcAssociationState.Disassociating });
        change.Later<SecurityGroupVpcBecomesDisassociated>(Delay, id);
        return new() { State = SecurityGroupVpcAssociationState.Disassociating };
    }
}

/// <summary>A disassociation takes effect a moment after it was asked for.</summary>
internal sealed class SecurityGroupVpcBecomesDisassociated : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<SecurityGroupVpcAssociationRow>(subject);
}
