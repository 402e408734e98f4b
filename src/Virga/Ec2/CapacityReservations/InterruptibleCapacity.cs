using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Ec2.CapacityReservations;

/// <summary>
/// Unused capacity that a reservation lends to an interruptible one. What is reclaimed while instances are in it comes
/// back when they have ended, two minutes after the owner asked (EC2 User Guide, "Interruptible Capacity
/// Reservations").
/// </summary>
internal static class InterruptibleCapacity
{
    /// <summary>User Guide: an allocation has 1,000 instances at most.</summary>
    public const int MaxCount = 1_000;

    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(2);

    private static Cause Reclaimed { get; } = new(
        "Server.CapacityReservationInterruption",
        "Server.CapacityReservationInterruption: the owner of the capacity reclaimed it", "Service initiated");

    /// <summary>The interruptible reservation that has capacity of a source, or null.</summary>
    public static CapacityReservationRow? Of(WorldView at, CapacityReservationRow source) =>
        at.Rows<CapacityReservationRow>().By(CapacityReservationRow.BySource, source.Id)
            .FirstOrDefault(one => one.State == CapacityReservationState.Active);

    /// <summary>What a source lends, or lent at last; null for one that never did.</summary>
    public static InterruptibleCapacityAllocation? AllocationOf(CapacityReservationRow source, WorldView at) =>
        at.Rows<CapacityReservationRow>().By(CapacityReservationRow.BySource, source.Id).LastOrDefault() is { } loan
            ? new()
            {
                InterruptibleCapacityReservationId = loan.Id,
                InstanceCount = loan.TotalCount,
                TargetInstanceCount = loan.Loan!.TargetCount,
                Status = loan.Loan.Status,
                InterruptionType = InterruptionType.Adhoc,
            }
            : null;

    /// <summary>Whose capacity an interruptible reservation has.</summary>
    public static InterruptionInfo? InfoOf(CapacityReservationRow row) => row.Loan is not { } loan
        ? null
        : new() { SourceCapacityReservationId = loan.SourceId, InterruptionType = InterruptionType.Adhoc };

    /// <summary>Refuses to do by itself to an interruptible reservation what is done through its source.</summary>
    public static void DemandOwn(CapacityReservationRow row)
    {
        if (row.Loan is { } loan)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity of the interruptible capacity reservation '{row.Id}' is allocated through its source "
                + $"'{loan.SourceId}'.");
    }

    /// <summary>Refuses to end a reservation that lends capacity.</summary>
    public static void DemandNothingLent(WorldView at, CapacityReservationRow row)
    {
        if (Of(at, row) is { } loan)
            throw Ec2Errors.OperationNotPermitted(
                $"The capacity reservation '{row.Id}' has the interruptible allocation '{loan.Id}'.");
    }

    /// <summary>Changes how much is lent: more at once, less when it is free.</summary>
    public static CapacityReservationRow Resize(Change change, CapacityReservationRow loan, int target)
    {
        change.Cancel<InterruptibleCapacityIsReclaimed>(loan.Id);
        var next = Settle(change, loan with { Loan = loan.Loan! with { TargetCount = target } });
        if (next.Used(change) > target) change.Later<InterruptibleCapacityIsReclaimed>(Warning, loan.Id);
        return next;
    }

    /// <summary>An instance left a reservation; if it was to, its capacity goes back.</summary>
    public static void Left(Change change, string? reservationId)
    {
        if (change.Find<CapacityReservationRow>(reservationId) is
            { State: CapacityReservationState.Active, Loan.Status: not "active" } loan)
            Settle(change, loan);
    }

    /// <summary>Ends the youngest instances beyond what is to be lent.</summary>
    public static void Interrupt(Change change, CapacityReservationRow loan)
    {
        var members = ReservedCapacity.In(change, loan);
        var staying = members.Where(one => one.Desired == Compute.Power.Running).ToList();

        // What leaves already is of the surplus.
        var surplus = loan.Used(change) - loan.Loan!.TargetCount - (members.Count - staying.Count);
        foreach (var instance in staying.AsEnumerable().Reverse().Take(surplus))
            InstanceLifecycle.AskTerminate(change, instance, Reclaimed);
    }

    private static CapacityReservationRow Settle(Change change, CapacityReservationRow loan)
    {
        var (used, target) = (loan.Used(change), loan.Loan!.TargetCount);
        var isDone = used <= target;
        var status = (isDone, target) switch
        {
            (true, 0) => InterruptibleCapacityReservationAllocationStatus.Canceled,
            (true, _) => InterruptibleCapacityReservationAllocationStatus.Active,
            (false, 0) => InterruptibleCapacityReservationAllocationStatus.Canceling,
            _ => InterruptibleCapacityReservationAllocationStatus.Updating,
        };
        var next = change.Put(loan with
        {
            TotalCount = Math.Max(used, target), Loan = loan.Loan with { Status = status },
        });
        return isDone && target == 0
            ? CapacityProgress.End(change, next, CapacityReservationState.Cancelled)
            : next;
    }
}

/// <summary>The warning of two minutes is over.</summary>
internal sealed class InterruptibleCapacityIsReclaimed : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<CapacityReservationRow>(subject) is { State: CapacityReservationState.Active } loan)
            InterruptibleCapacity.Interrupt(change, loan);
    }
}
