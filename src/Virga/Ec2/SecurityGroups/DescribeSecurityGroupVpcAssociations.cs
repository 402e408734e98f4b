using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lists the VPCs that groups are associated with.</summary>
internal sealed class DescribeSecurityGroupVpcAssociations
    : IQuery<DescribeSecurityGroupVpcAssociationsRequest, DescribeSecurityGroupVpcAssociationsResult>
{
    private static readonly Listing<SecurityGroupVpcAssociationRow, SecurityGroupVpcAssociation> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "group-id", one => one.GroupId },
            { "group-owner-id", one => one.GroupOwnerId },
            { "state", one => one.State },
            { "vpc-id", one => one.VpcId },
            { "vpc-owner-id", one => one.VpcOwnerId },
        },
    };

    public static DescribeSecurityGroupVpcAssociationsResult Run(
        DescribeSecurityGroupVpcAssociationsRequest input, WorldView at)
    {
        var page = Listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { SecurityGroupVpcAssociations = page.Items, NextToken = page.NextToken };
    }

    private static SecurityGroupVpcAssociation View(SecurityGroupVpcAssociationRow row, WorldView at) => new()
    {
        GroupId = row.GroupId,
        GroupOwnerId = at.Account,
        VpcId = row.VpcId,
        VpcOwnerId = at.Account,
        State = row.State,
    };
}
