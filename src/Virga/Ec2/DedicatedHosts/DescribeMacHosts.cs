using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Lists the hosts that are Macs.</summary>
internal sealed class DescribeMacHosts : IQuery<DescribeMacHostsRequest, DescribeMacHostsResult>
{
    /// <summary>The page shows ids; the filters are about the rows behind them.</summary>
    private static readonly Listing<HostRow, HostRow> Listing = new()
    {
        View = static (host, _) => host,
        Filters = new()
        {
            { "availability-zone", host => host.AvailabilityZone },
            { "instance-type", host => host.InstanceType },
        },
        IsVisible = static (host, _) => host.InstanceFamily.StartsWith("mac", StringComparison.Ordinal),
    };

    public static DescribeMacHostsResult Run(DescribeMacHostsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.HostIds, input.Filters, input.MaxResults, input.NextToken);
        return new()
        {
            MacHosts = page.Items.ConvertAll(host => new MacHost { HostId = host.Id }),
            NextToken = page.NextToken,
        };
    }
}
