using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>
/// Changes the target of a fleet that maintains it, or its templates; instances follow a little later.
/// </summary>
internal sealed class ModifyFleet : IMutation<ModifyFleetRequest, ModifyFleetResult>
{
    public static ModifyFleetResult Run(ModifyFleetRequest input, Change change)
    {
        var fleet = change.Named<FleetRow>(input.FleetId);
        if (fleet.Type != FleetType.Maintain)
            throw new AwsException("InvalidParameterCombination",
                $"The fleet '{fleet.Id}' is of type {fleet.Type}; only a fleet of type maintain can be modified.");
        if (fleet.State != FleetStateCode.Active)
            throw Ec2Errors.IncorrectState(
                $"The fleet '{fleet.Id}' is in the state '{fleet.State}' and can be modified only while active.");
        var request = With(fleet.Request, input);
        if (input.TargetCapacitySpecification is { } target) FleetRules.CheckTarget(target);
        _ = FleetPool.Of(request, change);
        change.Put(fleet with
        {
            Request = request,
            State = FleetStateCode.Modifying,
            Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "modify_in_progress"),
        });
        change.Later<FleetIsSeenTo>(FleetProgress.Delay, fleet.Id);
        return new() { Return = true };
    }

    private static CreateFleetRequest With(CreateFleetRequest request, ModifyFleetRequest input)
    {
        var target = input.TargetCapacitySpecification;
        var old = request.TargetCapacitySpecification!;
        return new()
        {
            ClientToken = request.ClientToken,
            Context = input.Context ?? request.Context,
            ExcessCapacityTerminationPolicy =
                input.ExcessCapacityTerminationPolicy ?? request.ExcessCapacityTerminationPolicy,
            LaunchTemplateConfigs =
                input.LaunchTemplateConfigs is { Count: > 0 } configs ? configs : request.LaunchTemplateConfigs,
            OnDemandOptions = request.OnDemandOptions,
            ReplaceUnhealthyInstances = request.ReplaceUnhealthyInstances,
            SpotOptions = request.SpotOptions,
            TagSpecifications = request.TagSpecifications,
            TargetCapacitySpecification = target is null ? old : new()
            {
                TotalTargetCapacity = target.TotalTargetCapacity,
                OnDemandTargetCapacity = target.OnDemandTargetCapacity,
                SpotTargetCapacity = target.SpotTargetCapacity,
                DefaultTargetCapacityType = target.DefaultTargetCapacityType ?? old.DefaultTargetCapacityType,
                TargetCapacityUnitType = target.TargetCapacityUnitType ?? old.TargetCapacityUnitType,
            },
            TerminateInstancesWithExpiration = request.TerminateInstancesWithExpiration,
            Type = request.Type,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
        };
    }
}
