using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Creates a route table with the local routes only.</summary>
internal sealed class CreateRouteTable : IMutation<CreateRouteTableRequest, CreateRouteTableResult>
{
    public static CreateRouteTableResult Run(CreateRouteTableRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        Quota.RouteTables.Check(change, () => change.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, vpc.Id).Count());
        var table = change.Put(new RouteTableRow(change.NewId("rtb")) { VpcId = vpc.Id });
        change.TagNew(input.TagSpecifications, ResourceType.RouteTable, table.Id);
        return new() { RouteTable = RouteTableView.Of(table, change), ClientToken = input.ClientToken };
    }
}
