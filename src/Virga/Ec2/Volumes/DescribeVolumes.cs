using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Lists volumes.</summary>
internal sealed class DescribeVolumes : IQuery<DescribeVolumesRequest, DescribeVolumesResult>
{
    private static readonly Listing<VolumeRow, Volume> Listing = new()
    {
        View = VolumeView.Of,
        Filters = VolumeFilters.All,
        ExclusiveIds = "volumeIds",
    };

    public static DescribeVolumesResult Run(DescribeVolumesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VolumeIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { Volumes = page.Items, NextToken = page.NextToken };
    }
}
