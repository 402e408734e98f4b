using System.Text.Json;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>A fleet as AWS shows it.</summary>
internal static class FleetView
{
    public static FleetData Of(FleetRow fleet, WorldView at)
    {
        var request = fleet.Request;
        var target = request.TargetCapacitySpecification!;
        var fulfilled = FleetFulfilment.Fulfilled(at, fleet.Work);
        var isInstant = fleet.Type == FleetType.Instant;
        return new()
        {
            FleetId = fleet.Id,
            FleetState = fleet.State,
            ActivityStatus = ActivityOf(fleet, fulfilled),
            CreateTime = fleet.CreateTime,
            ClientToken = request.ClientToken,
            Type = fleet.Type,
            ExcessCapacityTerminationPolicy = request.ExcessCapacityTerminationPolicy ?? "termination",
            FulfilledCapacity = fulfilled,
            FulfilledOnDemandCapacity = FleetFulfilment.Fulfilled(at, fleet.Work, "on-demand"),
            LaunchTemplateConfigs = [.. (request.LaunchTemplateConfigs ?? []).Select(Config)],
            TargetCapacitySpecification = new()
            {
                TotalTargetCapacity = target.TotalTargetCapacity,
                OnDemandTargetCapacity = target.OnDemandTargetCapacity ?? 0,
                SpotTargetCapacity = target.SpotTargetCapacity ?? 0,
                DefaultTargetCapacityType = target.DefaultTargetCapacityType ?? DefaultTargetCapacityType.OnDemand,
                TargetCapacityUnitType = target.TargetCapacityUnitType,
            },
            SpotOptions = request.SpotOptions is { } spot ? SpotOf(spot) : null,
            OnDemandOptions = request.OnDemandOptions is { } onDemand ? OnDemandOf(onDemand) : null,
            Context = request.Context,
            TerminateInstancesWithExpiration = request.TerminateInstancesWithExpiration ?? false,
            ReplaceUnhealthyInstances = request.ReplaceUnhealthyInstances ?? false,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
            Errors = isInstant ? [.. fleet.Work.Failures.Select(failure => Described(failure, fleet))] : null,
            Instances = isInstant ? [.. fleet.Work.Launches.Select(launch => Described(launch, fleet))] : null,
            Tags = at.TagsOf(fleet.Id),
        };
    }

    private static string? ActivityOf(FleetRow fleet, double fulfilled) => fleet.State switch
    {
        FleetStateCode.DeletedTerminating => FleetActivityStatus.PendingTermination,
        FleetStateCode.Deleted or FleetStateCode.DeletedRunning => null,
        _ when fulfilled >= fleet.Request.TargetCapacitySpecification!.TotalTargetCapacity =>
            FleetActivityStatus.Fulfilled,
        _ when fleet.Work.History is [.., { Kind: FleetEventKind.Error }] => FleetActivityStatus.Error,
        _ => FleetActivityStatus.PendingFulfillment,
    };

    private static SpotOptions SpotOf(SpotOptionsRequest asked) => new()
    {
        AllocationStrategy = asked.AllocationStrategy ?? SpotAllocationStrategy.LowestPrice,
        InstanceInterruptionBehavior = asked.InstanceInterruptionBehavior ?? SpotInstanceInterruptionBehavior.Terminate,
        InstancePoolsToUseCount = asked.InstancePoolsToUseCount
            ?? (asked.AllocationStrategy is null or SpotAllocationStrategy.LowestPrice ? 1 : null),
        MaxTotalPrice = asked.MaxTotalPrice,
        MinTargetCapacity = asked.MinTargetCapacity,
        SingleAvailabilityZone = asked.SingleAvailabilityZone,
        SingleInstanceType = asked.SingleInstanceType,
        MaintenanceStrategies = asked.MaintenanceStrategies?.CapacityRebalance is not { } rebalance ? null : new()
        {
            CapacityRebalance = new()
            {
                ReplacementStrategy = rebalance.ReplacementStrategy,
                TerminationDelay = rebalance.TerminationDelay,
            },
        },
    };

    private static OnDemandOptions OnDemandOf(OnDemandOptionsRequest asked) => new()
    {
        AllocationStrategy = asked.AllocationStrategy ?? FleetOnDemandAllocationStrategy.LowestPrice,
        CapacityReservationOptions = asked.CapacityReservationOptions is null ? null : new()
        {
            UsageStrategy = asked.CapacityReservationOptions.UsageStrategy,
        },
        MaxTotalPrice = asked.MaxTotalPrice,
        MinTargetCapacity = asked.MinTargetCapacity,
        SingleAvailabilityZone = asked.SingleAvailabilityZone,
        SingleInstanceType = asked.SingleInstanceType,
    };

    /// <summary>As CreateFleet answers it.</summary>
    public static CreateFleetInstance Instance(FleetLaunch launch, FleetRow fleet) => new()
    {
        InstanceIds = [.. launch.InstanceIds],
        InstanceType = launch.InstanceType,
        Lifecycle = launch.Lifecycle,
        LaunchTemplateAndOverrides = Pool(launch.Pool, fleet, launch.InstanceType),
    };

    /// <summary>As CreateFleet answers it.</summary>
    public static CreateFleetError Error(FleetFailure failure, FleetRow fleet) => new()
    {
        ErrorCode = failure.Code,
        ErrorMessage = failure.Message,
        Lifecycle = failure.Lifecycle,
        LaunchTemplateAndOverrides = Pool(failure.Pool, fleet, instanceType: null),
    };

    private static DescribeFleetsInstances Described(FleetLaunch launch, FleetRow fleet) => new()
    {
        InstanceIds = [.. launch.InstanceIds],
        InstanceType = launch.InstanceType,
        Lifecycle = launch.Lifecycle,
        LaunchTemplateAndOverrides = Pool(launch.Pool, fleet, launch.InstanceType),
    };

    private static DescribeFleetError Described(FleetFailure failure, FleetRow fleet) => new()
    {
        ErrorCode = failure.Code,
        ErrorMessage = failure.Message,
        Lifecycle = failure.Lifecycle,
        LaunchTemplateAndOverrides = Pool(failure.Pool, fleet, instanceType: null),
    };

    private static FleetLaunchTemplateConfig Config(FleetLaunchTemplateConfigRequest config) =>
        JsonSerializer.SerializeToNode(config, FleetJson.Default.FleetLaunchTemplateConfigRequest)
            .Deserialize(FleetJson.Default.FleetLaunchTemplateConfig)!;

    private static LaunchTemplateAndOverridesResponse Pool(PoolPlace place, FleetRow fleet, string? instanceType)
    {
        // A modified fleet may have fewer places than when it launched.
        if (place.Config >= fleet.Request.LaunchTemplateConfigs!.Count) return new();
        var config = fleet.Request.LaunchTemplateConfigs[place.Config];
        var named = config.LaunchTemplateSpecification!;
        var overrides = place.Override < 0 || place.Override >= config.Overrides!.Count
            ? new()
            : Shown(config.Overrides[place.Override]);
        overrides.InstanceType ??= instanceType;
        return new()
        {
            LaunchTemplateSpecification = new()
            {
                LaunchTemplateId = named.LaunchTemplateId,
                LaunchTemplateName = named.LaunchTemplateName,
                Version = named.Version,
            },
            Overrides = overrides,
        };
    }

    private static FleetLaunchTemplateOverrides Shown(FleetLaunchTemplateOverridesRequest over) =>
        JsonSerializer.SerializeToNode(over, FleetJson.Default.FleetLaunchTemplateOverridesRequest)
            .Deserialize(FleetJson.Default.FleetLaunchTemplateOverrides)!;
}
