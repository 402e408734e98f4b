using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Buys reserved instances, at once or at a time to come.</summary>
internal sealed class PurchaseReservedInstancesOffering
    : IMutation<PurchaseReservedInstancesOfferingRequest, PurchaseReservedInstancesOfferingResult>
{
    private static readonly TimeSpan Payment = TimeSpan.FromSeconds(2);

    public static PurchaseReservedInstancesOfferingResult Run(
        PurchaseReservedInstancesOfferingRequest input, Change change)
    {
        var offer = ReservedOffering.Find(input.ReservedInstancesOfferingId!, change);
        var count = input.InstanceCount!.Value;
        if (count < 1) throw CommonErrors.InvalidParameterValue($"Invalid value '{count}' for InstanceCount.");
        if (input.LimitPrice?.Amount is { } limit && offer.FixedPrice * count > limit)
            throw new AwsException("InvalidParameterValue", "The offering costs more than the limit price.");
        var isQueued = input.PurchaseTime > change.Now;
        if (isQueued && offer.Zone is not null)
            throw CommonErrors.InvalidParameterCombination("Only regional Reserved Instances can be queued.");
        var start = isQueued ? input.PurchaseTime!.Value : change.Now;
        var row = change.Put(new ReservedInstancesRow(change.NewUuid())
        {
            InstanceType = offer.Type.Name,
            Count = count,
            AvailabilityZone = offer.Zone?.ZoneName,
            Product = offer.Product,
            Class = offer.Class,
            Payment = offer.Payment,
            DurationSeconds = offer.DurationSeconds,
            FixedPrice = offer.FixedPrice,
            RecurringPrice = offer.RecurringPrice,
            Start = start,
            End = start.AddSeconds(offer.DurationSeconds),
            State = isQueued ? ReservedInstanceState.Queued : ReservedInstanceState.PaymentPending,
        });
        if (isQueued) change.Expire<ReservedInstancesMove>(start - change.Now, row.Id);
        else change.Later<ReservedInstancesMove>(Payment, row.Id);
        return new() { ReservedInstancesId = row.Id };
    }
}

/// <summary>Reserved instances are paid for, or at their end.</summary>
internal sealed class ReservedInstancesMove : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<ReservedInstancesRow>(subject) is not { } row) return;
        if (row.State is ReservedInstanceState.Queued or ReservedInstanceState.PaymentPending)
        {
            change.Put(row with { State = ReservedInstanceState.Active });
            change.Expire<ReservedInstancesMove>(row.End - change.Now, row.Id);
        }
        else if (row.State == ReservedInstanceState.Active && row.End <= change.Now)
        {
            change.Put(row with { State = ReservedInstanceState.Retired });
        }
    }
}
