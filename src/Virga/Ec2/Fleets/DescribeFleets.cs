using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Lists fleets; instant ones only by their ids, as on AWS.</summary>
internal sealed class DescribeFleets : IQuery<DescribeFleetsRequest, DescribeFleetsResult>
{
    private static readonly Listing<FleetRow, FleetData> Listing = new()
    {
        View = FleetView.Of,
        Filters = new()
        {
            { "activity-status", fleet => fleet.ActivityStatus },
            { "excess-capacity-termination-policy", fleet => fleet.ExcessCapacityTerminationPolicy },
            { "fleet-state", fleet => fleet.FleetState },
            { "replace-unhealthy-instances", fleet => fleet.ReplaceUnhealthyInstances },
            { "type", fleet => fleet.Type },
        },
        MinResults = 1,
    };

    public static DescribeFleetsResult Run(DescribeFleetsRequest input, WorldView at)
    {
        var ids = input.FleetIds ?? [];
        if (ids.Count == 0)
        {
            ids = [.. at.Rows<FleetRow>().Where(fleet => fleet.Type != FleetType.Instant).Select(fleet => fleet.Id)];
            if (ids.Count == 0) return new() { Fleets = [] };
        }

        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { Fleets = page.Items, NextToken = page.NextToken };
    }
}
