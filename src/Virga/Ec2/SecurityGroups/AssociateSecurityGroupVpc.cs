using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lets the interfaces of another VPC of the region use a group.</summary>
internal sealed class AssociateSecurityGroupVpc
    : IMutation<AssociateSecurityGroupVpcRequest, AssociateSecurityGroupVpcResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static AssociateSecurityGroupVpcResult Run(AssociateSecurityGroupVpcRequest input, Change change)
    {
        var group = SecurityGroupLookup.ById(change, input.GroupId!);
        var vpc = change.Named<VpcRow>(input.VpcId!);
        if (group.VpcId == vpc.Id)
            throw CommonErrors.InvalidParameterValue(
                $"The security group '{group.Id}' belongs to the VPC '{vpc.Id}' already.");
        if (group.Name == SecurityGroupRow.DefaultName)
            throw CommonErrors.InvalidParameterValue("A default security group cannot be associated with a VPC.");
        if (SecurityGroupLookup.IsUsableIn(change, group, vpc.Id))
            throw new AwsException(
                "SecurityGroupVpcAssociationAlreadyExists",
                $"The security group '{group.Id}' is already associated with the VPC '{vpc.Id}'.");
        var association = change.Put(
            new SecurityGroupVpcAssociationRow(SecurityGroupVpcAssociationRow.IdOf(group.Id, vpc.Id))
            {
                GroupId = group.Id,
                VpcId = vpc.Id,
                State = SecurityGroupVpcAssociationState.Associating,
            });
        change.Later<SecurityGroupVpcBecomesAssociated>(Delay, association.Id);
        return new() { State = association.State };
    }
}

/// <summary>An association takes effect a moment after it was asked for.</summary>
internal sealed class SecurityGroupVpcBecomesAssociated : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SecurityGroupVpcAssociationRow>(subject) is { State: "associating" } row)
            change.Put(row with { State = SecurityGroupVpcAssociationState.Associated });
    }
}
