using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.CapacityReservations;

/// <summary>A reservation in time: it is assessed, scheduled, begins and ends.</summary>
internal static class CapacityProgress
{
    /// <summary>AWS assesses a reservation for the future within five days; here it is quick and always yes.</summary>
    private static readonly TimeSpan Assessment = TimeSpan.FromSeconds(2);

    /// <summary>Notes the steps that are to come.</summary>
    public static void Plan(Change change, CapacityReservationRow row)
    {
        if (row.State is CapacityReservationState.Assessing or CapacityReservationState.PaymentPending)
            change.Later<CapacityReservationMoves>(Assessment, row.Id);
        PlanEnd(change, row);
    }

    public static void PlanEnd(Change change, CapacityReservationRow row)
    {
        change.Cancel<CapacityReservationIsExpired>(row.Id);
        if (row.EndDate is { } end) change.Expire<CapacityReservationIsExpired>(end - change.Now, row.Id);
    }

    public static void Step(Change change, CapacityReservationRow row)
    {
        if (row.State is not (CapacityReservationState.Assessing or CapacityReservationState.PaymentPending
            or CapacityReservationState.Scheduled))
            return;
        if (row.StartDate <= change.Now)
        {
            change.Put(row with { State = CapacityReservationState.Active });
            return;
        }

        change.Put(row with { State = CapacityReservationState.Scheduled });
        change.Expire<CapacityReservationMoves>(row.StartDate - change.Now, row.Id);
    }

    /// <summary>Ends a reservation; instances go on, but those of a capacity block end with it.</summary>
    public static CapacityReservationRow End(Change change, CapacityReservationRow row, string state)
    {
        if (row.CapacityBlockId is not null)
        {
            foreach (var instance in ReservedCapacity.In(change, row))
                InstanceLifecycle.AskTerminate(change, instance, BlockIsOver);
        }

        ReservedCapacity.Release(change, row);
        change.Cancel<CapacityReservationIsExpired>(row.Id);
        return change.Put(row with { State = state, EndDate = row.EndDate ?? change.Now });
    }

    private static Cause BlockIsOver { get; } = new(
        "Server.CapacityBlockExpired", "Server.CapacityBlockExpired: the capacity block is over", "Service initiated");
}

/// <summary>A reservation for the future takes its next step.</summary>
internal sealed class CapacityReservationMoves : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<CapacityReservationRow>(subject) is { } row) CapacityProgress.Step(change, row);
    }
}

/// <summary>The end date of a reservation has come.</summary>
internal sealed class CapacityReservationIsExpired : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<CapacityReservationRow>(subject) is { State: CapacityReservationState.Active } row)
            CapacityProgress.End(change, row, CapacityReservationState.Expired);
    }
}
