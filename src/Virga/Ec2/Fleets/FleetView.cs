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
        var fulfilled = FleetFulfilment.Fulfilled(at, fleet);
        var isInstant = fleet.Type == FleetType.Instant;
        return new()
        {
            FleetId = fleet.Id,
            FleetState = fleet.State,
            ActivityStatus = fulfilled >= target.TotalTargetCapacity
                ? FleetActivityStatus.Fulfilled
                : FleetActivityStatus.PendingFulfillment,
            CreateTime = fleet.CreateTime,
            ClientToken = request.ClientToken,
            Type = fleet.Type,
            ExcessCapacityTerminationPolicy = request.ExcessCapacityTerminationPolicy ?? "termination",
            FulfilledCapacity = fulfilled,
            FulfilledOnDemandCapacity = FleetFulfilment.Fulfilled(at, fleet, "on-demand"),
            LaunchTemplateConfigs = [.. (request.LaunchTemplateConfigs ?? []).Select(Config)],
            TargetCapacitySpecification = new()
            {
                TotalTargetCapacity = target.TotalTargetCapacity,
                OnDemandTargetCapacity = target.OnDemandTargetCapacity ?? 0,
                SpotTargetCapacity = target.SpotTargetCapacity ?? 0,
                DefaultTargetCapacityType = target.DefaultTargetCapacityType ?? DefaultTargetCapacityType.OnDemand,
                TargetCapacityUnitType = target.TargetCapacityUnitType,
            },
            TerminateInstancesWithExpiration = request.TerminateInstancesWithExpiration ?? false,
            ReplaceUnhealthyInstances = request.ReplaceUnhealthyInstances ?? false,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
            Errors = isInstant ? [.. fleet.Failures.Select(failure => Described(failure, fleet))] : null,
            Instances = isInstant ? [.. fleet.Launches.Select(launch => Described(launch, fleet))] : null,
            Tags = at.TagsOf(fleet.Id),
        };
    }

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
        var config = fleet.Request.LaunchTemplateConfigs![place.Config];
        var named = config.LaunchTemplateSpecification!;
        var overrides = place.Override < 0 ? new() : Shown(config.Overrides![place.Override]);
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
