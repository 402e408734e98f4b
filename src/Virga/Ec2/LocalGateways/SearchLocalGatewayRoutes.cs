using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LocalGateways;

/// <summary>Would list routes of a local gateway; there is none.</summary>
internal sealed class SearchLocalGatewayRoutes : IQuery<SearchLocalGatewayRoutesRequest, SearchLocalGatewayRoutesResult>
{
    public static SearchLocalGatewayRoutesResult Run(SearchLocalGatewayRoutesRequest input, WorldView at) =>
        throw LocalGatewayRouteTableIds.Absent(input.LocalGatewayRouteTableId!);
}
