using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>What a request for a fleet must be, beyond what the model says.</summary>
internal static class FleetRules
{
    public static void Check(CreateFleetRequest input, WorldView at)
    {
        if (input.TargetCapacitySpecification is not { TotalTargetCapacity: >= 0 } target)
            throw CommonErrors.MissingParameter("TargetCapacitySpecification.TotalTargetCapacity");
        if (input.LaunchTemplateConfigs is not { Count: > 0 })
            throw CommonErrors.MissingParameter("LaunchTemplateConfigs");
        CheckTarget(target);
        if (input.ReservedCapacityOptions?.ReservationTypes is { Count: > 0 })
            throw Unsupported("ReservedCapacityOptions");
        CheckInstantOnly(input);
        if (input.ValidUntil is { } end && (end <= at.Now || end <= input.ValidFrom))
            throw CommonErrors.InvalidParameterValue("The end of the validity must lie after its start and after now.");
        if (input.Type == FleetType.Instant && (input.ValidFrom is not null || input.ValidUntil is not null))
            throw CommonErrors.InvalidParameterCombination(
                "ValidFrom and ValidUntil may not be specified for a fleet of type instant.");
        CheckStrategies(input);
        _ = FleetPool.Of(input, at);
    }

    /// <summary>Whether the target is one that Virga can keep.</summary>
    public static void CheckTarget(TargetCapacitySpecificationRequest target)
    {
        if (target.DefaultTargetCapacityType is not (null or DefaultTargetCapacityType.OnDemand
            or DefaultTargetCapacityType.Spot))
            throw Unsupported($"DefaultTargetCapacityType={target.DefaultTargetCapacityType}");
        if (target.OnDemandTargetCapacity < 0 || target.SpotTargetCapacity < 0)
            throw CommonErrors.InvalidParameterValue("Target capacities may not be negative.");
        _ = FleetOrder.Targets(target);
    }

    /// <summary>API Reference: "supported only for fleets of type instant".</summary>
    private static void CheckInstantOnly(CreateFleetRequest input)
    {
        if (input.Type == FleetType.Instant) return;
        var (onDemand, spot) = (input.OnDemandOptions, input.SpotOptions);
        if (onDemand?.MinTargetCapacity is not null || spot?.MinTargetCapacity is not null
            || onDemand?.SingleInstanceType == true || spot?.SingleInstanceType == true
            || onDemand?.SingleAvailabilityZone == true || spot?.SingleAvailabilityZone == true)
            throw CommonErrors.InvalidParameterCombination(
                "MinTargetCapacity, SingleInstanceType and SingleAvailabilityZone are supported only for fleets of "
                + "type instant.");
    }

    /// <summary>API Reference, SpotOptionsRequest and FleetSpotMaintenanceStrategiesRequest.</summary>
    private static void CheckStrategies(CreateFleetRequest input)
    {
        var spot = input.SpotOptions;
        if (spot?.InstancePoolsToUseCount is not null
            && spot.AllocationStrategy is not (null or SpotAllocationStrategy.LowestPrice))
            throw CommonErrors.InvalidParameterCombination(
                "InstancePoolsToUseCount is valid only with the allocation strategy lowest-price.");
        if (spot?.MaintenanceStrategies?.CapacityRebalance is null) return;
        if (input.Type is not (null or FleetType.Maintain))
            throw CommonErrors.InvalidParameterCombination(
                "Capacity rebalancing is available only for fleets of type maintain.");
    }

    private static AwsException Unsupported(string what) =>
        new("UnsupportedOperation", $"Virga's fleets do not support {what}.");
}
