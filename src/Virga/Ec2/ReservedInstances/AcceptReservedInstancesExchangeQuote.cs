using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Exchanges convertible reserved instances: the old ones retire, the new ones begin.</summary>
internal sealed class AcceptReservedInstancesExchangeQuote
    : IMutation<AcceptReservedInstancesExchangeQuoteRequest, AcceptReservedInstancesExchangeQuoteResult>
{
    public static AcceptReservedInstancesExchangeQuoteResult Run(
        AcceptReservedInstancesExchangeQuoteRequest input, Change change)
    {
        var exchange = ReservedExchange.Of(change, input.ReservedInstanceIds, input.TargetConfigurations);
        if (exchange.Failure(change.Now) is { } failure) throw CommonErrors.InvalidParameterValue(failure);
        foreach (var source in exchange.Sources)
        {
            change.Cancel<ReservedInstancesMove>(source.Id);
            change.Put(source with { State = ReservedInstanceState.Retired, End = change.Now });
        }

        foreach (var (offer, count) in exchange.Targets)
        {
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
                Start = change.Now,
                End = change.Now.AddSeconds(offer.DurationSeconds),
                State = ReservedInstanceState.Active,
            });
            change.Expire<ReservedInstancesMove>(row.End - change.Now, row.Id);
        }

        return new() { ExchangeId = $"riex-{change.NewUuid()}" };
    }
}
