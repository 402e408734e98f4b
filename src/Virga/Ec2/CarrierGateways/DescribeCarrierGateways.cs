using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CarrierGateways;

/// <summary>Lists carrier gateways.</summary>
internal sealed class DescribeCarrierGateways : IQuery<DescribeCarrierGatewaysRequest, DescribeCarrierGatewaysResult>
{
    private static readonly Listing<CarrierGatewayRow, CarrierGateway> Listing = new()
    {
        View = CreateCarrierGateway.Shape,
        Filters = new()
        {
            { "carrier-gateway-id", one => one.CarrierGatewayId },
            { "state", one => one.State },
            { "owner-id", one => one.OwnerId },
            { "vpc-id", one => one.VpcId },
        },
    };

    public static DescribeCarrierGatewaysResult Run(DescribeCarrierGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.CarrierGatewayIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { CarrierGateways = page.Items, NextToken = page.NextToken };
    }
}
