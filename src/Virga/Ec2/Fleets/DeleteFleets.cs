using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Ends fleets, with their instances or without; each succeeds or fails for itself.</summary>
internal sealed class DeleteFleets : IMutation<DeleteFleetsRequest, DeleteFleetsResult>
{
    public static DeleteFleetsResult Run(DeleteFleetsRequest input, Change change)
    {
        var done = new List<DeleteFleetSuccessItem>();
        var failed = new List<DeleteFleetErrorItem>();
        var ends = input.TerminateInstances ?? throw CommonErrors.MissingParameter("TerminateInstances");
        foreach (var id in input.FleetIds ?? [])
        {
            if (change.Find<FleetRow>(id) is not { } fleet)
                failed.Add(Failed(id, DeleteFleetErrorCode.FleetIdDoesNotExist,
                    $"The fleet ID '{id}' does not exist"));
            else if (fleet.Type == FleetType.Instant && !ends)
                failed.Add(Failed(id, DeleteFleetErrorCode.FleetNotInDeletableState,
                    "An instant fleet can be deleted with its instances only."));
            else done.Add(Delete(change, fleet, ends));
        }

        return new() { SuccessfulFleetDeletions = done, UnsuccessfulFleetDeletions = failed };
    }

    private static DeleteFleetSuccessItem Delete(Change change, FleetRow fleet, bool ends)
    {
        var next = change.Put(fleet with
        {
            State = ends ? FleetStateCode.DeletedTerminating : FleetStateCode.DeletedRunning,
        });
        if (ends)
        {
            foreach (var instance in change.Rows<InstanceRow>().By(InstanceRow.ByFleet, fleet.Id).ToList())
                Instances.InstanceLifecycle.AskTerminate(change, instance, Cause.User);
        }

        return new() { FleetId = fleet.Id, PreviousFleetState = fleet.State, CurrentFleetState = next.State };
    }

    private static DeleteFleetErrorItem Failed(string id, string code, string message) =>
        new() { FleetId = id, Error = new() { Code = code, Message = message } };
}
