using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>What convertible reserved instances are worth, and what they can be exchanged for.</summary>
internal sealed record ReservedExchange(
    IReadOnlyList<ReservedInstancesRow> Sources, IReadOnlyList<(ReservedOffering Offer, int Count)> Targets)
{
    /// <summary>
    /// Why the exchange is not allowed, or null (EC2 User Guide, "Exchange Convertible Reserved Instances").
    /// </summary>
    public string? Failure(DateTimeOffset now)
    {
        if (Sources.Any(one => one.State != ReservedInstanceState.Active || one.Class != OfferingClassType.Convertible))
            return "Only active Convertible Reserved Instances can be exchanged.";
        if (Targets.Any(one => one.Offer.Class != OfferingClassType.Convertible))
            return "The target must be Convertible Reserved Instances.";
        return Sum(Targets.Select(ValueOf)).Total < Sum(Sources.Select(one => ValueOf(one, now))).Total
            ? "The value of the target is lower than the value of the Reserved Instances."
            : null;
    }

    /// <summary>
    /// The exchange that a request asks for; a target without a count gets as many as the value buys.
    /// </summary>
    public static ReservedExchange Of(
        WorldView at, List<string>? ids, List<TargetConfigurationRequest>? targets)
    {
        var sources = (ids ?? []).ConvertAll(at.Named<ReservedInstancesRow>);
        if (sources.Count == 0) throw CommonErrors.MissingParameter("ReservedInstanceId");
        if (targets is not { Count: > 0 }) throw CommonErrors.MissingParameter("TargetConfiguration");
        var worth = Sum(sources.Select(one => ValueOf(one, at.Now))).Total;
        return new(sources, targets.ConvertAll(target =>
        {
            var offer = ReservedOffering.Find(target.OfferingId!, at);
            var count = target.InstanceCount ?? (int)Math.Ceiling(worth / ValueOf((offer, 1)).Total);
            return count >= 1
                ? (offer, count)
                : throw CommonErrors.InvalidParameterValue($"Invalid value '{count}' for InstanceCount.");
        }));
    }

    public static ReservedValue ValueOf(ReservedInstancesRow row, DateTimeOffset now)
    {
        var left = Math.Clamp((row.End - now) / TimeSpan.FromSeconds(row.DurationSeconds), 0, 1);
        var hours = Math.Max(0, (row.End - now).TotalHours);
        return new(row.RecurringPrice * row.Count, row.FixedPrice * row.Count * left, hours);
    }

    public static ReservedValue ValueOf((ReservedOffering Offer, int Count) target) => new(
        target.Offer.RecurringPrice * target.Count, target.Offer.FixedPrice * target.Count,
        TimeSpan.FromSeconds(target.Offer.DurationSeconds).TotalHours);

    public static ReservedSum Sum(IEnumerable<ReservedValue> values)
    {
        var all = values.ToList();
        return new(all.Sum(one => one.Hourly), all.Sum(one => one.Upfront), all.Sum(one => one.Total));
    }
}

/// <summary>A worth in USD: for each hour, what was paid in advance, and how many hours are left.</summary>
internal sealed record ReservedValue(double Hourly, double Upfront, double Hours)
{
    public double Total => Upfront + Hourly * Hours;
}

/// <summary>Several worths together, as AWS shows them.</summary>
internal sealed record ReservedSum(double Hourly, double Upfront, double Total)
{
    public ReservationValue View() => new()
    {
        HourlyPrice = Text(Hourly), RemainingUpfrontValue = Text(Upfront), RemainingTotalValue = Text(Total),
    };

    public static string Text(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
