using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Prices for DescribeSpotPriceHistory, in USD an hour. This is a model and not a fact: an on-demand price from size
/// and kind of the type (within about a tenth of AWS's for the general families of 2024), of which spot is a share
/// that depends on type and zone and drifts a little once a day. The same question has the same answer for ever.
/// </summary>
internal static class SpotPrices
{
    private const double PerVCpu = 0.0335;
    private const double PerGiB = 0.0036;
    private const double PerBurstableGiB = 0.0104;
    private const double PerAcceleratorGiB = 0.03;
    private const double WindowsPerVCpu = 0.046;
    private const double LinuxFeePerVCpu = 0.0144;
    private const double LowestShare = 0.28;
    private const double HighestShare = 0.55;
    private const double DailyDrift = 0.08;
    private const double HighestRegionalMarkup = 0.25;
    private static readonly string[] CheapestRegions = ["us-east-1", "us-east-2", "us-west-2"];

    /// <summary>
    /// A price and when it began. <paramref name="Price"/> has six decimals, as AWS writes it: <c>0.035100</c>.
    /// </summary>
    internal readonly record struct Point(DateTimeOffset Since, decimal Price);

    /// <summary>The price without a discount, in the region.</summary>
    /// <param name="type">The instance type.</param>
    /// <param name="region">The region.</param>
    /// <param name="product">AWS's product description: <c>Linux/UNIX</c>, <c>Windows</c>, <c>Red Hat Enterprise
    /// Linux</c>, …</param>
    public static decimal OnDemand(InstanceTypeFacts type, RegionFacts region, string product)
    {
        var gibibytes = type.MemoryMiB / 1024.0;
        var size = type.IsBurstable
            ? gibibytes * PerBurstableGiB
            : type.Processor.VCpus * PerVCpu + gibibytes * PerGiB;
        size *= type.Processor.Manufacturer switch { "AWS" => 0.8, "AMD" => 0.9, _ => 1.0 };
        size += (type.GpuMemoryMiB ?? 0) / 1024.0 * PerAcceleratorGiB;
        size += type.NeuronDevices.Sum(device => device.TotalMemoryMiB) / 1024.0 * PerAcceleratorGiB;
        var markup = CheapestRegions.Contains(region.Name) ? 0 : Share(region.Name) * HighestRegionalMarkup;
        return Rounded(size * (1 + markup) + Licence(product) * type.Processor.VCpus);
    }

    /// <summary>The price of capacity that AWS may take back, in a zone at a time.</summary>
    public static Point At(InstanceTypeFacts type, ZoneFacts zone, string product, DateTimeOffset instant)
    {
        var day = instant.UtcDateTime.Date;
        var since = ChangeOn(type, zone, product, day);
        if (since > instant) (day, since) = (day.AddDays(-1), ChangeOn(type, zone, product, day.AddDays(-1)));
        return new Point(since, PriceOn(type, zone, product, day));
    }

    /// <summary>
    /// The price at the start of a time span, and every change until its end, newest first: what AWS answers.
    /// </summary>
    public static IEnumerable<Point> History(
        InstanceTypeFacts type, ZoneFacts zone, string product, DateTimeOffset start, DateTimeOffset end)
    {
        foreach (var since in Changes(type, zone, product, start, end))
            yield return new(since, PriceFrom(type, zone, product, since));
    }

    /// <summary>When each price of <see cref="History"/> began, which costs a third of its price.</summary>
    public static IEnumerable<DateTimeOffset> Changes(
        InstanceTypeFacts type, ZoneFacts zone, string product, DateTimeOffset start, DateTimeOffset end)
    {
        for (var day = end.UtcDateTime.Date; ; day = day.AddDays(-1))
        {
            var since = ChangeOn(type, zone, product, day);
            if (since > end) continue;
            yield return since;
            if (since <= start) yield break;
        }
    }

    /// <summary>The price that began at a time of <see cref="Changes"/>.</summary>
    public static decimal PriceFrom(InstanceTypeFacts type, ZoneFacts zone, string product, DateTimeOffset since) =>
        PriceOn(type, zone, product, since.UtcDateTime.Date);

    /// <summary>Whether a pool has this price on any day: the drift of a day does not lead out of a band.</summary>
    public static bool MayBe(InstanceTypeFacts type, ZoneFacts zone, string product, decimal price)
    {
        const decimal Rounding = 0.0001m;
        var mean = (decimal)((double)OnDemand(type, zone.Region, product) * ShareOf(type, zone));
        var drift = mean * (decimal)DailyDrift + Rounding;
        return price >= mean - drift && price <= mean + drift;
    }

    private static decimal PriceOn(InstanceTypeFacts type, ZoneFacts zone, string product, DateTime day)
    {
        var share = ShareOf(type, zone);
        var drift = 1 + DailyDrift * (2 * Share($"{Key(type, zone, product)} {day:yyyy-MM-dd}") - 1);
        return Rounded((double)OnDemand(type, zone.Region, product) * share * drift);
    }

    /// <summary>The part of the on-demand price that a pool has on the mean.</summary>
    private static double ShareOf(InstanceTypeFacts type, ZoneFacts zone) =>
        LowestShare + (HighestShare - LowestShare) * Share($"{type.Name} {zone.ZoneId}");

    /// <summary>The second of the day at which the price of this pool changes.</summary>
    private static DateTimeOffset ChangeOn(InstanceTypeFacts type, ZoneFacts zone, string product, DateTime day)
    {
        var second = (int)(Share($"{day:yyyy-MM-dd} {Key(type, zone, product)}") * 86_400);
        return new DateTimeOffset(day, TimeSpan.Zero).AddSeconds(second);
    }

    private static string Key(InstanceTypeFacts type, ZoneFacts zone, string product) =>
        $"{type.Name} {zone.ZoneId} {product}";

    private static double Licence(string product) =>
        product.StartsWith("Windows", StringComparison.Ordinal) ? WindowsPerVCpu
        : product.StartsWith("Linux", StringComparison.Ordinal) ? 0
        : LinuxFeePerVCpu;

    private static decimal Rounded(double price) => Math.Round((decimal)price, 4) + 0.000000m;

    /// <summary>A number from 0 to below 1 that depends on the text alone.</summary>
    private static double Share(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}
