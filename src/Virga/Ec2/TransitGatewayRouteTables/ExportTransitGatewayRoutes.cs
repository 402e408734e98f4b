using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Would write the routes of a table to a bucket; there is no object store here to write to.</summary>
internal sealed class ExportTransitGatewayRoutes
    : IQuery<ExportTransitGatewayRoutesRequest, ExportTransitGatewayRoutesResult>
{
    public static ExportTransitGatewayRoutesResult Run(ExportTransitGatewayRoutesRequest input, WorldView at)
    {
        var table = TransitGatewayRouteTableRules.Usable(at, input.TransitGatewayRouteTableId);
        TransitGatewayRouteFilters.Search(
            TransitGatewayRouting.Routes(at, table).Select(TransitGatewayRouteTableView.Route), input.Filters);
        throw new AwsException(
            "InvalidS3Bucket.NotFound", $"The bucket {input.S3Bucket} does not exist: Virga has no object store.");
    }
}
