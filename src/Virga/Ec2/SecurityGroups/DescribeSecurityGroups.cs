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
        var filters = input.Filters?.ConvertAll(filter => ById(at, filter));
        var page = Listing.Page(at, ids, filters, input.MaxResults, input.NextToken);
        return new() { SecurityGroups = page.Items, NextToken = page.NextToken };
    }

    /// <summary>
    /// A filter on the names of groups that rules refer to as one on their ids: an answer shows the ids only, as AWS's
    /// does in VPCs.
    /// </summary>
    private static Filter ById(WorldView at, Filter filter) =>
        filter.Name is not { } name || !name.EndsWith("ip-permission.group-name", StringComparison.Ordinal)
            ? filter
            : new()
            {
                Name = name.Replace("group-name", "group-id", StringComparison.Ordinal),
                Values =
                [
                    .. at.Rows<SecurityGroupRow>()
                        .Where(group => (filter.Values ?? []).Exists(one => Wildcard.IsMatch(one, group.Name)))
                        .Select(group => group.Id),
                ],
            };
}
