using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Lists the account's services.</summary>
internal sealed class DescribeVpcEndpointServiceConfigurations
    : IQuery<DescribeVpcEndpointServiceConfigurationsRequest, DescribeVpcEndpointServiceConfigurationsResult>
{
    private static readonly Listing<VpcEndpointServiceRow, ServiceConfiguration> Listing = new()
    {
        View = VpcEndpointServiceView.Of,
        Filters = new()
        {
            { "service-name", one => one.ServiceName },
            { "service-id", one => one.ServiceId },
            { "service-state", one => one.ServiceState },
            { "supported-ip-address-types", one => one.SupportedIpAddressTypes },
        },
    };

    public static DescribeVpcEndpointServiceConfigurationsResult Run(
        DescribeVpcEndpointServiceConfigurationsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.ServiceIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { ServiceConfigurations = page.Items, NextToken = page.NextToken };
    }
}
