using Virga.Service;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>Prefix lists in a route table of a transit gateway.</summary>
internal static class PrefixListReferences
{
    /// <summary>The reference of a table to a list, or AWS's error.</summary>
    public static TransitGatewayStaticRoute Get(TransitGatewayRouteTableRow table, string listId) =>
        table.References.FirstOrDefault(one => one.Destination == listId) ?? throw new AwsException(
            "InvalidPrefixListReference.NotFound", $"{table.Id} has no reference to the prefix list {listId}.");

    /// <summary>The table with the reference in place of the one to the same list.</summary>
    public static TransitGatewayRouteTableRow With(
        this TransitGatewayRouteTableRow table, TransitGatewayStaticRoute reference) =>
        table with { References = [.. table.WithoutReference(reference.Destination).References, reference] };

    public static TransitGatewayRouteTableRow WithoutReference(this TransitGatewayRouteTableRow table, string listId) =>
        table with { References = [.. table.References.Where(one => one.Destination != listId)] };
}
