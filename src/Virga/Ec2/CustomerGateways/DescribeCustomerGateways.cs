using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CustomerGateways;

/// <summary>Lists customer gateways; deleted ones for a while.</summary>
internal sealed class DescribeCustomerGateways : IQuery<DescribeCustomerGatewaysRequest, DescribeCustomerGatewaysResult>
{
    private static readonly Listing<CustomerGatewayRow, CustomerGateway> Listing = new()
    {
        View = CustomerGatewayView.Of,
        Filters = new()
        {
            { "bgp-asn", one => one.BgpAsn ?? one.BgpAsnExtended },
            { "customer-gateway-id", one => one.CustomerGatewayId },
            { "ip-address", one => one.IpAddress },
            { "state", one => one.State },
            { "type", one => one.Type },
        },
    };

    public static DescribeCustomerGatewaysResult Run(DescribeCustomerGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.CustomerGatewayIds, input.Filters);
        return new() { CustomerGateways = page.Items };
    }
}
