using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Lists policy tables.</summary>
internal sealed class DescribeTransitGatewayPolicyTables
    : IQuery<DescribeTransitGatewayPolicyTablesRequest, DescribeTransitGatewayPolicyTablesResult>
{
    private static readonly Listing<TransitGatewayPolicyTableRow, TransitGatewayPolicyTable> Listing = new()
    {
        View = TransitGatewayPolicyTables.Of,
        Filters = new()
        {
            { "state", one => one.State },
            { "transit-gateway-id", one => one.TransitGatewayId },
            { "transit-gateway-policy-table-id", one => one.TransitGatewayPolicyTableId },
        },
    };

    public static DescribeTransitGatewayPolicyTablesResult Run(
        DescribeTransitGatewayPolicyTablesRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.TransitGatewayPolicyTableIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { TransitGatewayPolicyTables = page.Items, NextToken = page.NextToken };
    }
}
