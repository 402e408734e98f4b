using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Lists route tables.</summary>
internal sealed class DescribeRouteTables : IQuery<DescribeRouteTablesRequest, DescribeRouteTablesResult>
{
    private static readonly Listing<RouteTableRow, RouteTable> Listing =
        new() { View = RouteTableView.Of, Filters = RouteTableFilters.All };

    public static DescribeRouteTablesResult Run(DescribeRouteTablesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.RouteTableIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { RouteTables = page.Items, NextToken = page.NextToken };
    }
}
