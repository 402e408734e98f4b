using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Lists network interfaces.</summary>
internal sealed class DescribeNetworkInterfaces
    : IQuery<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult>
{
    private static readonly Listing<NetworkInterfaceRow, NetworkInterface> Listing =
        new() { View = NetworkInterfaceView.Of, Filters = NetworkInterfaceFilters.All };

    public static DescribeNetworkInterfacesResult Run(DescribeNetworkInterfacesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.NetworkInterfaceIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInterfaces = page.Items, NextToken = page.NextToken };
    }
}
