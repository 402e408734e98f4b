using Virga.Ec2.Instances;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.Fleets;

/// <summary>Creates a fleet; an instant one launches at once and answers with the instances.</summary>
internal sealed class CreateFleet : IMutation<CreateFleetRequest, CreateFleetResult>
{
    public static CreateFleetResult Run(CreateFleetRequest input, Change change)
    {
        FleetRules.Check(input, change);
        var id = $"fleet-{change.NewUuid()}";
        var fleet = change.Put(new FleetRow(id) { Request = input, CreateTime = change.Now });
        change.TagNew(
            input.TagSpecifications, ResourceType.Fleet, id,
            ResourceType.Instance, ResourceType.Volume, ResourceType.NetworkInterface,
            ResourceType.SpotInstancesRequest);
        if (fleet.Type != FleetType.Instant)
        {
            change.Put(fleet with { Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "submitted") });
            change.Later<FleetIsSeenTo>(FleetProgress.Delay, id);
            return new() { FleetId = id };
        }

        var order = FleetOrder.Of(fleet, change);
        var work = FleetFulfilment.Fill(change, order, fleet.Work);
        fleet = WithoutTooFew(change, fleet with { State = FleetStateCode.Active, Work = work });
        change.Put(fleet);
        return new()
        {
            FleetId = id,
            Instances = [.. fleet.Work.Launches.Select(launch => FleetView.Instance(launch, fleet))],
            Errors = [.. fleet.Work.Failures.Select(failure => FleetView.Error(failure, fleet))],
        };
    }

    /// <summary>An instant fleet below its minimum launches nothing (API Reference, MinTargetCapacity).</summary>
    private static FleetRow WithoutTooFew(Change change, FleetRow fleet)
    {
        if (IsEnough(change, fleet, "on-demand", fleet.Request.OnDemandOptions?.MinTargetCapacity)
            && IsEnough(change, fleet, "spot", fleet.Request.SpotOptions?.MinTargetCapacity))
            return fleet;
        foreach (var instanceId in fleet.Work.Launches.SelectMany(launch => launch.InstanceIds))
            InstanceLifecycle.AskTerminate(change, change.Get<InstanceRow>(instanceId), Cause.User);
        return fleet with { Work = fleet.Work with { Launches = [] } };
    }

    private static bool IsEnough(WorldView at, FleetRow fleet, string lifecycle, int? least) =>
        least is null || FleetFulfilment.Fulfilled(at, fleet.Work, lifecycle) >= least;
}
