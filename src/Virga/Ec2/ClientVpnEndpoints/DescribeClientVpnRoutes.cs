using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Lists the routes of an endpoint.</summary>
internal sealed class DescribeClientVpnRoutes
    : IQuery<DescribeClientVpnRoutesRequest, DescribeClientVpnRoutesResult>
{
    private static readonly Filters<ClientVpnRoute> Filters = new()
    {
        { "destination-cidr", one => one.DestinationCidr },
        { "origin", one => one.Origin },
        { "target-subnet", one => one.TargetSubnet },
    };

    public static DescribeClientVpnRoutesResult Run(DescribeClientVpnRoutesRequest input, WorldView at)
    {
        var row = at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        var page = FactPage.Of(
            row.Routes.Select(one => ClientVpnView.Route(row, one)), Filters, input.Filters, input.MaxResults,
            input.NextToken);
        return new() { Routes = page.Items, NextToken = page.NextToken };
    }
}
