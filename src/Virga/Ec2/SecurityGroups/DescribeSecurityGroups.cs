using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Lists security groups.</summary>
internal sealed class DescribeSecurityGroups : IQuery<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult>
{
    private static readonly Listing<SecurityGroupRow, SecurityGroup> Listing = new()
    {
        View = SecurityGroupView.Of,
        Filters = SecurityGroupFilters.All,
    };

    public static DescribeSecurityGroupsResult Run(DescribeSecurityGroupsRequest input, WorldView at)
    {
        var ids = SecurityGroupLookup.Resolve(at, input.GroupIds, input.GroupNames);
        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { SecurityGroups = page.Items, NextToken = page.NextToken };
    }
}
