using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Creates a fleet and launches its capacity; an instant one answers with the instances.</summary>
internal sealed class CreateFleet : IMutation<CreateFleetRequest, CreateFleetResult>
{
    public static CreateFleetResult Run(CreateFleetRequest input, Change change)
    {
        if (input.TargetCapacitySpecification?.TotalTargetCapacity is not >= 0)
            throw CommonErrors.MissingParameter("TargetCapacitySpecification.TotalTargetCapacity");
        if (input.LaunchTemplateConfigs is not { Count: > 0 })
            throw CommonErrors.MissingParameter("LaunchTemplateConfigs");
        var id = $"fleet-{change.NewUuid()}";
        var fleet = FleetFulfilment.Fill(change, new(id) { Request = input, CreateTime = change.Now });
        fleet = WithoutTooFew(change, fleet);
        change.TagNew(
            input.TagSpecifications, ResourceType.Fleet, id,
            ResourceType.Instance, ResourceType.Volume, ResourceType.NetworkInterface,
            ResourceType.SpotInstancesRequest);
        if (fleet.Type != FleetType.Instant) return new() { FleetId = id };
        return new()
        {
            FleetId = id,
            Instances = [.. fleet.Launches.Select(launch => FleetView.Instance(launch, fleet))],
            Errors = [.. fleet.Failures.Select(failure => FleetView.Error(failure, fleet))],
        };
    }

    /// <summary>An instant fleet below its minimum launches nothing (API Reference, MinTargetCapacity).</summary>
    private static FleetRow WithoutTooFew(Change change, FleetRow fleet)
    {
        if (fleet.Type != FleetType.Instant) return fleet;
        var least = (fleet.Request.OnDemandOptions?.MinTargetCapacity, fleet.Request.SpotOptions?.MinTargetCapacity);
        if (IsEnough(change, fleet, "on-demand", least.Item1) && IsEnough(change, fleet, "spot", least.Item2))
            return fleet;
        foreach (var instanceId in fleet.Launches.SelectMany(launch => launch.InstanceIds))
            Instances.InstanceLifecycle.AskTerminate(
                change, change.Get<Instances.InstanceRow>(instanceId), Instances.Cause.User);
        return change.Put(fleet with { Launches = [] });
    }

    private static bool IsEnough(WorldView at, FleetRow fleet, string lifecycle, int? least) =>
        least is null || FleetFulfilment.Fulfilled(at, fleet, lifecycle) >= least;
}
