using Virga.Ec2.TransitGateways;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>A route table reaches the state that it is on its way to.</summary>
internal sealed class TransitGatewayRouteTableSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayRouteTableRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayRouteTableState.Pending)
            change.Put(row with { State = TransitGatewayRouteTableState.Available });
        if (row.State == TransitGatewayRouteTableState.Deleting) End(change, row);
    }

    /// <summary>The table is deleted; it is shown for a while.</summary>
    public static void End(Change change, TransitGatewayRouteTableRow row)
    {
        change.Put(row with { State = TransitGatewayRouteTableState.Deleted, Routes = [], References = [] });
        change.Expire<TransitGatewayRouteTableFades>(TransitGatewayRules.Visible, row.Id);
    }
}

/// <summary>A deleted route table disappears from listings.</summary>
internal sealed class TransitGatewayRouteTableFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<TransitGatewayRouteTableRow>(subject);
}
