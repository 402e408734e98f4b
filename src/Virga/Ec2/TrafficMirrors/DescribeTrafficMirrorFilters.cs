using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Lists filters with their rules.</summary>
internal sealed class DescribeTrafficMirrorFilters
    : IQuery<DescribeTrafficMirrorFiltersRequest, DescribeTrafficMirrorFiltersResult>
{
    private static readonly Listing<TrafficMirrorFilterRow, TrafficMirrorFilter> Listing = new()
    {
        View = TrafficMirrorView.Filter,
        Filters = new()
        {
            { "description", one => one.Description },
            { "traffic-mirror-filter-id", one => one.TrafficMirrorFilterId },
        },
    };

    public static DescribeTrafficMirrorFiltersResult Run(DescribeTrafficMirrorFiltersRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.TrafficMirrorFilterIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TrafficMirrorFilters = page.Items, NextToken = page.NextToken };
    }
}
