using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PlacementGroups;

/// <summary>Lists placement groups.</summary>
internal sealed class DescribePlacementGroups : IQuery<DescribePlacementGroupsRequest, DescribePlacementGroupsResult>
{
    private static readonly Listing<PlacementGroupRow, PlacementGroup> Listing = new()
    {
        View = PlacementGroupView.Of,
        Filters = new()
        {
            { "group-name", group => group.GroupName },
            { "group-arn", group => group.GroupArn },
            { "spread-level", group => group.SpreadLevel },
            { "state", group => group.State },
            { "strategy", group => group.Strategy },
        },
    };

    public static DescribePlacementGroupsResult Run(DescribePlacementGroupsRequest input, WorldView at)
    {
        var named = (input.GroupNames ?? []).Select(name => ChosenGroup.ByName(at, name).Id);
        var page = Listing.Page(at, [.. input.GroupIds ?? [], .. named], input.Filters);
        return new() { PlacementGroups = page.Items };
    }
}
