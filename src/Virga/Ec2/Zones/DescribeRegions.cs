using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Zones;

/// <summary>Lists regions. Those that need an opt-in are listed with all, since no account here has opted in.</summary>
internal sealed class DescribeRegions : IQuery<DescribeRegionsRequest, DescribeRegionsResult>
{
    private static readonly Filters<Region> Filters = new()
    {
        { "endpoint", region => region.Endpoint },
        { "opt-in-status", region => region.OptInStatus },
        { "region-name", region => region.RegionName },
    };

    public static DescribeRegionsResult Run(DescribeRegionsRequest input, WorldView at)
    {
        var wanted = input.RegionNames ?? [];
        var partition = PartitionFacts.OfRegion(at.Region).Name;
        var known = RegionCatalogue.In(partition).Select(View).ToList();
        if (wanted.Find(name => !known.Exists(region => region.RegionName == name)) is { } unknown)
            throw CommonErrors.InvalidParameterValue($"Invalid region name: [{unknown}]");
        var shown = known.Where(region => wanted.Count > 0
            ? wanted.Contains(region.RegionName!)
            : input.AllRegions == true || region.OptInStatus == "opt-in-not-required");
        return new() { Regions = FactList.Filter(shown, Filters, input.Filters) };
    }

    private static Region View(RegionFacts region) => new()
    {
        RegionName = region.Name,
        Endpoint = region.Ec2Endpoint,
        OptInStatus = region.IsOptInRequired ? "not-opted-in" : "opt-in-not-required",
    };
}
