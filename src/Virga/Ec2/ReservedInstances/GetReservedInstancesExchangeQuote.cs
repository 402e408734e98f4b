using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Tells what an exchange of convertible reserved instances would cost.</summary>
internal sealed class GetReservedInstancesExchangeQuote
    : IQuery<GetReservedInstancesExchangeQuoteRequest, GetReservedInstancesExchangeQuoteResult>
{
    public static GetReservedInstancesExchangeQuoteResult Run(
        GetReservedInstancesExchangeQuoteRequest input, WorldView at)
    {
        var exchange = ReservedExchange.Of(at, input.ReservedInstanceIds, input.TargetConfigurations);
        var had = ReservedExchange.Sum(exchange.Sources.Select(one => ReservedExchange.ValueOf(one, at.Now)));
        var wanted = ReservedExchange.Sum(exchange.Targets.Select(ReservedExchange.ValueOf));
        var failure = exchange.Failure(at.Now);
        return new()
        {
            CurrencyCode = CurrencyCodeValues.USD,
            IsValidExchange = failure is null,
            ValidationFailureReason = failure,
            OutputReservedInstancesWillExpireAt =
                at.Now.AddSeconds(exchange.Targets.Max(one => one.Offer.DurationSeconds)),
            PaymentDue = ReservedSum.Text(Math.Max(0, wanted.Upfront - had.Upfront)),
            ReservedInstanceValueRollup = had.View(),
            TargetConfigurationValueRollup = wanted.View(),
            ReservedInstanceValueSet =
            [
                .. exchange.Sources.Select(one => new ReservedInstanceReservationValue
                {
                    ReservedInstanceId = one.Id,
                    ReservationValue = ReservedExchange.Sum([ReservedExchange.ValueOf(one, at.Now)]).View(),
                }),
            ],
            TargetConfigurationValueSet =
            [
                .. exchange.Targets.Select(one => new TargetReservationValue
                {
                    TargetConfiguration = new() { OfferingId = one.Offer.Id, InstanceCount = one.Count },
                    ReservationValue = ReservedExchange.Sum([ReservedExchange.ValueOf(one)]).View(),
                }),
            ],
        };
    }
}
