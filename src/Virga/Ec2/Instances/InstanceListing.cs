using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>An instance with what only its reservation shows.</summary>
/// <param name="Shape">The instance.</param>
/// <param name="ReservationId">The launch.</param>
/// <param name="At">Where filters find what the shape does not show; its account is the owner.</param>
internal sealed record InstanceItem(Instance Shape, string ReservationId, WorldView At);

/// <summary>What DescribeInstances and its kin list.</summary>
internal static class InstanceListing
{
    public static readonly Listing<InstanceRow, InstanceItem> All = new()
    {
        View = (row, at) => new(InstanceView.Of(row, at), row.ReservationId, at),
        Filters = InstanceFilters.All,
        ExclusiveIds = "instancesSet",
    };
}
