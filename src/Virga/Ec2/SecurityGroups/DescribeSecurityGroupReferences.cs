using Virga.Ec2.VpcPeeringConnections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lists the VPCs on the other side of a peering connection whose groups refer to the given groups.</summary>
internal sealed class DescribeSecurityGroupReferences
    : IQuery<DescribeSecurityGroupReferencesRequest, DescribeSecurityGroupReferencesResult>
{
    public static DescribeSecurityGroupReferencesResult Run(
        DescribeSecurityGroupReferencesRequest input, WorldView at)
    {
        if (input.GroupId is not { Count: > 0 } ids) throw CommonErrors.MissingParameter("GroupId");
        var references = ids.Select(id => SecurityGroupLookup.ById(at, id)).SelectMany(group => Of(group, at));
        return new() { SecurityGroupReferenceSet = [.. references] };
    }

    private static IEnumerable<SecurityGroupReference> Of(SecurityGroupRow named, WorldView at) =>
        from connection in at.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, named.VpcId)
        let side = connection.Opposite(named.VpcId)
        where connection.IsActive && at.Rows<SecurityGroupRuleRow>(side.Scope)
            .By(SecurityGroupRuleRow.ByReferencedGroup, named.Id)
            .Any(rule => rule.ReferencedPeeringConnectionId == connection.Id && rule.GroupId != named.Id)
        select new SecurityGroupReference
        {
            GroupId = named.Id,
            ReferencingVpcId = side.VpcId,
            VpcPeeringConnectionId = connection.Id,
        };
}
