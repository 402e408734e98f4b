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
            if (!Ids.IsWellFormed(FleetRow.Kind, id))
                failed.Add(Failed(id, DeleteFleetErrorCode.FleetIdMalformed, $"The fleet ID '{id}' is malformed"));
            else if (change.Find<FleetRow>(id) is not { } fleet)
                failed.Add(Failed(id, DeleteFleetErrorCode.FleetIdDoesNotExist,
                    $"The fleet ID '{id}' does not exist"));
            else if (WhyNot(fleet, ends) is { } reason)
                failed.Add(Failed(id, DeleteFleetErrorCode.FleetNotInDeletableState, reason));
            else done.Add(Delete(change, fleet, ends));
        }

        return new() { SuccessfulFleetDeletions = done, UnsuccessfulFleetDeletions = failed };
    }

    private static string? WhyNot(FleetRow fleet, bool ends)
    {
        if (fleet.Type == FleetType.Instant && !ends)
            return "An instant fleet can be deleted with its instances only.";
        return fleet.State is FleetStateCode.Deleted or FleetStateCode.DeletedTerminating
            || (fleet.State == FleetStateCode.DeletedRunning && !ends)
            ? $"The fleet is in the state '{fleet.State}'."
            : null;
    }

    private static DeleteFleetSuccessItem Delete(Change change, FleetRow fleet, bool ends)
    {
        var next = FleetProgress.Delete(change, fleet, ends);
        return new() { FleetId = fleet.Id, PreviousFleetState = fleet.State, CurrentFleetState = next.State };
    }

    private static DeleteFleetErrorItem Failed(string id, string code, string message) =>
        new() { FleetId = id, Error = new() { Code = code, Message = message } };
}
