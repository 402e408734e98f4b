using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Ends spot fleet requests; each succeeds or fails for itself.</summary>
internal sealed class CancelSpotFleetRequests
    : IMutation<CancelSpotFleetRequestsRequest, CancelSpotFleetRequestsResponse>
{
    public static CancelSpotFleetRequestsResponse Run(CancelSpotFleetRequestsRequest input, Change change)
    {
        var done = new List<CancelSpotFleetRequestsSuccessItem>();
        var failed = new List<CancelSpotFleetRequestsErrorItem>();
        var ends = input.TerminateInstances ?? throw CommonErrors.MissingParameter("TerminateInstances");
        foreach (var id in input.SpotFleetRequestIds ?? [])
        {
            if (!Ids.IsWellFormed(SpotFleetRow.Kind, id))
                failed.Add(Failed(id, CancelBatchErrorCode.FleetRequestIdMalformed, "The ID is malformed."));
            else if (change.Find<SpotFleetRow>(id) is not { } fleet)
                failed.Add(Failed(id, CancelBatchErrorCode.FleetRequestIdDoesNotExist,
                    $"The spot fleet request ID '{id}' does not exist"));
            else if (!MayCancel(fleet, ends))
                failed.Add(Failed(id, CancelBatchErrorCode.FleetRequestNotInCancellableState,
                    $"The request is in the state '{fleet.State}'."));
            else
                done.Add(new()
                {
                    SpotFleetRequestId = id,
                    PreviousSpotFleetRequestState = fleet.State,
                    CurrentSpotFleetRequestState = SpotFleetProgress.Cancel(change, fleet, ends).State,
                });
        }

        return new() { SuccessfulFleetRequests = done, UnsuccessfulFleetRequests = failed };
    }

    private static bool MayCancel(SpotFleetRow fleet, bool ends) =>
        fleet.State is BatchState.Submitted or BatchState.Active or BatchState.Modifying
        || (fleet.State == BatchState.CancelledRunning && ends);

    private static CancelSpotFleetRequestsErrorItem Failed(string id, string code, string message) =>
        new() { SpotFleetRequestId = id, Error = new() { Code = code, Message = message } };
}
