using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Lists spot prices of the model in <see cref="SpotPrices"/>, pool by pool, each pool's newest first. A page token
/// names a pool and a point in it, so that no page costs more than another, and a page makes no more prices than it
/// shows: what can be told of a pool or of a time alone is asked first.
/// </summary>
internal sealed class DescribeSpotPriceHistory
    : IQuery<DescribeSpotPriceHistoryRequest, DescribeSpotPriceHistoryResult>
{
    private const int MaxPageSize = 1_000;

    /// <summary>More points than a pool has in 90 days.</summary>
    private const int PointsPerPool = 128;

    public static DescribeSpotPriceHistoryResult Run(DescribeSpotPriceHistoryRequest input, WorldView at)
    {
        if (input.MaxResults < 0)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{input.MaxResults}' for MaxResults.");
        var limit = Math.Min(input.MaxResults is null or 0 ? MaxPageSize : input.MaxResults.Value, MaxPageSize);
        var (first, skipped) = Math.DivRem(PageToken.Read(input.NextToken), PointsPerPool);
        var wish = SpotPriceWish.Of(input, at);
        var items = new List<SpotPrice>();
        var index = 0L;
        foreach (var pool in wish.Pools())
        {
            var number = index++;
            if (number < first) continue;
            var point = 0L;
            foreach (var price in wish.Prices(pool).Take(PointsPerPool))
            {
                if (point++ < (number == first ? skipped : 0)) continue;
                if (items.Count == limit)
                    return new()
                    {
                        SpotPriceHistory = items, NextToken = PageToken.After(number * PointsPerPool + point - 1),
                    };
                items.Add(price);
            }
        }

        return new() { SpotPriceHistory = items, NextToken = "" };
    }
}
