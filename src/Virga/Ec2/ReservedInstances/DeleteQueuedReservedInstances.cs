using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Takes purchases back that are still to come; each succeeds or fails for itself.</summary>
internal sealed class DeleteQueuedReservedInstances
    : IMutation<DeleteQueuedReservedInstancesRequest, DeleteQueuedReservedInstancesResult>
{
    public static DeleteQueuedReservedInstancesResult Run(DeleteQueuedReservedInstancesRequest input, Change change)
    {
        var done = new List<SuccessfulQueuedPurchaseDeletion>();
        var failed = new List<FailedQueuedPurchaseDeletion>();
        foreach (var id in input.ReservedInstancesIds ?? [])
        {
            if (change.Find<ReservedInstancesRow>(id) is not { } row)
                failed.Add(Failed(id, DeleteQueuedReservedInstancesErrorCode.ReservedInstancesIdInvalid,
                    $"The reserved instances ID '{id}' does not exist"));
            else if (row.State != ReservedInstanceState.Queued)
                failed.Add(Failed(id, DeleteQueuedReservedInstancesErrorCode.ReservedInstancesNotInQueuedState,
                    $"The reserved instances are in the state '{row.State}'."));
            else
            {
                change.Cancel<ReservedInstancesMove>(id);
                change.Put(row with { State = ReservedInstanceState.QueuedDeleted });
                done.Add(new() { ReservedInstancesId = id });
            }
        }

        return new() { SuccessfulQueuedPurchaseDeletions = done, FailedQueuedPurchaseDeletions = failed };
    }

    private static FailedQueuedPurchaseDeletion Failed(string id, string code, string message) =>
        new() { ReservedInstancesId = id, Error = new() { Code = code, Message = message } };
}
