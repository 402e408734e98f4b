using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InternetGateways;

/// <summary>Lists internet gateways.</summary>
internal sealed class DescribeInternetGateways
    : IQuery<DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult>
{
    private static readonly Listing<InternetGatewayRow, InternetGateway> Listing = new()
    {
        View = InternetGatewayView.Of,
        Filters = new()
        {
            { "attachment.state", gateway => gateway.Attachments!.Select(one => one.State) },
            { "attachment.vpc-id", gateway => gateway.Attachments!.Select(one => one.VpcId) },
            { "internet-gateway-id", gateway => gateway.InternetGatewayId },
            { "owner-id", gateway => gateway.OwnerId },
        },
    };

    public static DescribeInternetGatewaysResult Run(DescribeInternetGatewaysRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.InternetGatewayIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { InternetGateways = page.Items, NextToken = page.NextToken };
    }
}
