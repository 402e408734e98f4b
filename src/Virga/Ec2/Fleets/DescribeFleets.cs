using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Lists fleets; instant ones only by their ids, as on AWS.</summary>
internal sealed class DescribeFleets : IQuery<DescribeFleetsRequest, DescribeFleetsResult>
{
    private static readonly Listing<FleetRow, FleetData> Named = New(static (_, _) => true);

    private static readonly Listing<FleetRow, FleetData> Listed =
        New(static (fleet, _) => fleet.Type != FleetType.Instant);

    public static DescribeFleetsResult Run(DescribeFleetsRequest input, WorldView at)
    {
        var listing = input.FleetIds is { Count: > 0 } ? Named : Listed;
        var page = listing.Page(at, input.FleetIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { Fleets = page.Items, NextToken = page.NextToken };
    }

    private static Listing<FleetRow, FleetData> New(Func<FleetRow, WorldView, bool> isVisible) => new()
    {
        View = FleetView.Of,
        IsVisible = isVisible,
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
}
