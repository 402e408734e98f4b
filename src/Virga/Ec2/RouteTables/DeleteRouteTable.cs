using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Deletes a route table that nothing is associated with; the main one never.</summary>
internal sealed class DeleteRouteTable : IMutation<DeleteRouteTableRequest, DeleteRouteTableResult>
{
    public static DeleteRouteTableResult Run(DeleteRouteTableRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        if (table.Associations.Count > 0) throw Ec2Errors.InUse("routeTable", table.Id);
        Dependencies.ForgetRouteTable(change, table.Id);
        change.Remove<RouteTableRow>(table.Id);
        return new();
    }
}
