using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Gives a subnet back to the main route table.</summary>
internal sealed class DisassociateRouteTable : IMutation<DisassociateRouteTableRequest, DisassociateRouteTableResult>
{
    public static DisassociateRouteTableResult Run(DisassociateRouteTableRequest input, Change change)
    {
        var (table, association) = TableAssociations.Get(change, input.AssociationId!);
        if (association.IsMain)
            throw CommonErrors.InvalidParameterValue(
                $"cannot disassociate the main route table association {association.Id}");
        change.Put(table.Without(association.Id));
        return new();
    }
}
