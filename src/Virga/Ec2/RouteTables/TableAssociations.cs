using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>Associations by their ids.</summary>
internal static class TableAssociations
{
    /// <summary>The association and the table that has it, or AWS's error.</summary>
    public static (RouteTableRow Table, RouteTableAssociation Association) Get(WorldView at, string id)
    {
        foreach (var table in at.Rows<RouteTableRow>())
            if (table.Associations.FirstOrDefault(one => one.Id == id) is { } association)
                return (table, association);
        throw Ec2Errors.AssociationNotFound(id);
    }

    /// <summary>The table without the association.</summary>
    public static RouteTableRow Without(this RouteTableRow table, string associationId) =>
        table with { Associations = [.. table.Associations.Where(one => one.Id != associationId)] };
}
