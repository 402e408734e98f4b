using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Lists routes of a table that satisfy filters.</summary>
internal sealed class SearchTransitGatewayRoutes
    : IQuery<SearchTransitGatewayRoutesRequest, SearchTransitGatewayRoutesResult>
{
    private const int MaxRoutes = 1_000;

    public static SearchTransitGatewayRoutesResult Run(SearchTransitGatewayRoutesRequest input, WorldView at)
    {
        var table = TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        if (input.Filters is not { Count: > 0 }) throw CommonErrors.MissingParameter("Filters");
        var routes = TransitGatewayRouting.Routes(at, table).Select(TransitGatewayRouteTableView.Route);
        var found = TransitGatewayRouteFilters.Search(routes, input.Filters);
        var page = PageToken.Slice(found, Math.Min(input.MaxResults ?? MaxRoutes, MaxRoutes), input.NextToken);
        return new()
        {
            Routes = page.Items,
            AdditionalRoutesAvailable = page.NextToken is not null,
            NextToken = page.NextToken,
        };
    }
}
