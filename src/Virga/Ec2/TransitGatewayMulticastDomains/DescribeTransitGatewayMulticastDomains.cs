using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Lists multicast domains.</summary>
internal sealed class DescribeTransitGatewayMulticastDomains
    : IQuery<DescribeTransitGatewayMulticastDomainsRequest, DescribeTransitGatewayMulticastDomainsResult>
{
    private static readonly Listing<TransitGatewayMulticastDomainRow, TransitGatewayMulticastDomain> Listing = new()
    {
        View = MulticastDomains.Of,
        Filters = new()
        {
            { "state", one => one.State },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "transit-gateway-multicast-domain-id", one => one.TransitGatewayMulticastDomainId },
        },
    };

    public static DescribeTransitGatewayMulticastDomainsResult Run(
        DescribeTransitGatewayMulticastDomainsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayMulticastDomainIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayMulticastDomains = page.Items, NextToken = page.NextToken };
    }
}
