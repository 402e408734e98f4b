using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Says which account uses how much of a reservation; nobody shares any, so it is the owner's alone.</summary>
internal sealed class GetCapacityReservationUsage
    : IQuery<GetCapacityReservationUsageRequest, GetCapacityReservationUsageResult>
{
    public static GetCapacityReservationUsageResult Run(GetCapacityReservationUsageRequest input, WorldView at)
    {
        var row = at.Named<CapacityReservationRow>(input.CapacityReservationId);
        var page = PageToken.Slice(
            [new InstanceUsage { AccountId = at.Account, UsedInstanceCount = row.Used(at) }],
            input.MaxResults, input.NextToken);
        return new()
        {
            CapacityReservationId = row.Id,
            InstanceType = row.InstanceType,
            TotalInstanceCount = row.TotalCount,
            AvailableInstanceCount = row.Available(at),
            State = row.State,
            Interruptible = row.Loan is not null,
            InterruptibleCapacityAllocation = InterruptibleCapacity.AllocationOf(row, at),
            InterruptionInfo = InterruptibleCapacity.InfoOf(row),
            InstanceUsages = page.Items,
            NextToken = page.NextToken,
        };
    }
}
