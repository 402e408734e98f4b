using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Where instances stand in the network, for the types that AWS tells it of. One machine has one rack, so the nodes are
/// made from zone and placement group: those of a group share all of them, others share the upper ones.
/// </summary>
internal sealed class DescribeInstanceTopology
    : IQuery<DescribeInstanceTopologyRequest, DescribeInstanceTopologyResult>
{
    private const int MaxNamed = 100;

    private static readonly Listing<InstanceRow, InstanceTopology> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "availability-zone", one => one.AvailabilityZone },
            { "instance-type", one => one.InstanceType },
            { "zone-id", one => one.ZoneId },
        },
        IsVisible = static (row, _) => row.State == InstanceStateName.Running && NetworkNodes.Knows(row.InstanceType),
        MinResults = 1,
        MaxResults = 100,
        ExclusiveIds = "instanceIds",
    };

    public static DescribeInstanceTopologyResult Run(DescribeInstanceTopologyRequest input, WorldView at)
    {
        if (input.InstanceIds?.Count > MaxNamed || input.GroupNames?.Count > MaxNamed)
            throw CommonErrors.InvalidParameterValue($"{MaxNamed} instances and groups can be named at most.");
        if (input.InstanceIds is { Count: > 0 } ids) ChosenInstances.Of(at, ids);
        var chosen = input.InstanceIds?.FindAll(id => at.Get<InstanceRow>(id) is var row
            && row.State == InstanceStateName.Running && NetworkNodes.Knows(row.InstanceType));
        if (chosen is { Count: 0 } && input.InstanceIds!.Count > 0) return new() { Instances = [] };
        var page = Listing.Page(at, chosen, input.Filters, input.MaxResults, input.NextToken);
        if (input.GroupNames is { Count: > 0 } groups)
            page.Items.RemoveAll(one => !groups.Contains(one.GroupName ?? ""));
        return new() { Instances = page.Items, NextToken = page.NextToken };
    }

    private static InstanceTopology View(InstanceRow row, WorldView at) => new()
    {
        InstanceId = row.Id,
        InstanceType = row.InstanceType,
        GroupName = row.PlacementGroupName,
        NetworkNodes = NetworkNodes.Of(row.AvailabilityZone, row.PlacementGroupName ?? row.Id),
        AvailabilityZone = row.AvailabilityZone,
        ZoneId = ZoneIds.Of(row.AvailabilityZone),
        CapacityBlockId = row.CapacityReservationId is { } id
            ? at.Find<CapacityReservations.CapacityReservationRow>(id)?.CapacityBlockId
            : null,
    };
}
