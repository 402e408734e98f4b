using Virga.Ec2.Fleets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Changes the target of a spot fleet that maintains it, or its templates.</summary>
internal sealed class ModifySpotFleetRequest : IMutation<ModifySpotFleetRequestRequest, ModifySpotFleetRequestResponse>
{
    public static ModifySpotFleetRequestResponse Run(ModifySpotFleetRequestRequest input, Change change)
    {
        var fleet = change.Named<SpotFleetRow>(input.SpotFleetRequestId);
        if (fleet.Type != FleetType.Maintain || fleet.State != BatchState.Active)
            throw new AwsException("InvalidSpotFleetRequestState",
                $"The spot fleet request '{fleet.Id}' is not an active one of type maintain.");
        if (input.LaunchTemplateConfigs is { Count: > 0 } && fleet.Request.LaunchSpecifications is { Count: > 0 })
            throw new AwsException("InvalidSpotFleetRequestConfig",
                "A request with launch specifications takes no launch template configurations.");
        var request = With(fleet.Request, input);
        if (request.TargetCapacity < 0 || request.OnDemandTargetCapacity > request.TargetCapacity)
            throw new AwsException("InvalidSpotFleetRequestConfig", "The target capacity is not valid.");
        _ = SpotFleetOrder.Pools(request, change);
        change.Put(fleet with
        {
            Request = request,
            State = BatchState.Modifying,
            Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "modify_in_progress"),
        });
        change.Later<FleetIsSeenTo>(FleetProgress.Delay, fleet.Id);
        return new() { Return = true };
    }

    private static SpotFleetRequestConfigData With(
        SpotFleetRequestConfigData request, ModifySpotFleetRequestRequest input) => new()
    {
        AllocationStrategy = request.AllocationStrategy,
        ClientToken = request.ClientToken,
        Context = input.Context ?? request.Context,
        ExcessCapacityTerminationPolicy =
            input.ExcessCapacityTerminationPolicy ?? request.ExcessCapacityTerminationPolicy,
        IamFleetRole = request.IamFleetRole,
        InstanceInterruptionBehavior = request.InstanceInterruptionBehavior,
        InstancePoolsToUseCount = request.InstancePoolsToUseCount,
        LaunchSpecifications = request.LaunchSpecifications,
        LaunchTemplateConfigs =
            input.LaunchTemplateConfigs is { Count: > 0 } configs ? configs : request.LaunchTemplateConfigs,
        OnDemandAllocationStrategy = request.OnDemandAllocationStrategy,
        OnDemandMaxTotalPrice = request.OnDemandMaxTotalPrice,
        OnDemandTargetCapacity = input.OnDemandTargetCapacity ?? request.OnDemandTargetCapacity,
        ReplaceUnhealthyInstances = request.ReplaceUnhealthyInstances,
        SpotMaintenanceStrategies = request.SpotMaintenanceStrategies,
        SpotMaxTotalPrice = request.SpotMaxTotalPrice,
        SpotPrice = request.SpotPrice,
        TagSpecifications = request.TagSpecifications,
        TargetCapacity = input.TargetCapacity ?? request.TargetCapacity,
        TargetCapacityUnitType = request.TargetCapacityUnitType,
        TerminateInstancesWithExpiration = request.TerminateInstancesWithExpiration,
        Type = request.Type,
        ValidFrom = request.ValidFrom,
        ValidUntil = request.ValidUntil,
    };
}
