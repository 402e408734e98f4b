using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lists the groups that interfaces of a VPC may have: its own and those associated with it.</summary>
internal sealed class GetSecurityGroupsForVpc : IQuery<GetSecurityGroupsForVpcRequest, GetSecurityGroupsForVpcResult>
{
    private static readonly Listing<SecurityGroupRow, SecurityGroupForVpc> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "group-id", group => group.GroupId },
            { "description", group => group.Description },
            { "group-name", group => group.GroupName },
            { "owner-id", group => group.OwnerId },
            { "primary-vpc-id", group => group.PrimaryVpcId },
        },
    };

    public static GetSecurityGroupsForVpcResult Run(GetSecurityGroupsForVpcRequest input, WorldView at)
    {
        var vpc = at.Named<VpcRow>(input.VpcId!);
        var ids = at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpc.Id).Select(group => group.Id)
            .Concat(at.Rows<SecurityGroupVpcAssociationRow>().By(SecurityGroupVpcAssociationRow.ByVpc, vpc.Id)
                .Select(association => association.GroupId));
        var page = Listing.Page(at, [.. ids], input.Filters, input.MaxResults, input.NextToken);

        // Recorded on AWS: in the order of the ids.
        page.Items.Sort((one, other) => string.CompareOrdinal(one.GroupId, other.GroupId));
        return new() { SecurityGroupForVpcs = page.Items, NextToken = page.NextToken };
    }

    private static SecurityGroupForVpc View(SecurityGroupRow group, WorldView at) => new()
    {
        GroupId = group.Id,
        GroupName = group.Name,
        Description = group.Description,
        OwnerId = at.Account,
        PrimaryVpcId = group.VpcId,
        Tags = at.TagsOf(group.Id),
    };
}
