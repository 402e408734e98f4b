using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Moves an association, even the main one, to another table; it gets a new id.</summary>
internal sealed class ReplaceRouteTableAssociation
    : IMutation<ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResult>
{
    public static ReplaceRouteTableAssociationResult Run(ReplaceRouteTableAssociationRequest input, Change change)
    {
        var (source, association) = TableAssociations.Get(change, input.AssociationId!);
        var target = change.Named<RouteTableRow>(input.RouteTableId);
        if (target.VpcId != source.VpcId)
            throw CommonErrors.InvalidParameterValue(
                $"Route table {target.Id} and route table {source.Id} belong to different networks");
        change.Put(source.Without(association.Id));
        var moved = association with { Id = change.NewId("rtbassoc") };
        change.Update<RouteTableRow>(target.Id, table => table with { Associations = [.. table.Associations, moved] });
        return new()
        {
            NewAssociationId = moved.Id,
            AssociationState = new() { State = RouteTableAssociationStateCode.Associated },
        };
    }
}
