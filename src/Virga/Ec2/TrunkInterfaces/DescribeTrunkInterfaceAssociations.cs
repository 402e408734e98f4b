using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrunkInterfaces;

/// <summary>Lists which branches are behind which trunks.</summary>
internal sealed class DescribeTrunkInterfaceAssociations
    : IQuery<DescribeTrunkInterfaceAssociationsRequest, DescribeTrunkInterfaceAssociationsResult>
{
    private static readonly Filters<TrunkInterfaceAssociation> Filters = new()
    {
        { "gre-key", one => one.GreKey },
        { "interface-protocol", one => one.InterfaceProtocol },
    };

    public static DescribeTrunkInterfaceAssociationsResult Run(
        DescribeTrunkInterfaceAssociationsRequest input, WorldView at)
    {
        var all = input.AssociationIds is { Count: > 0 } ids
            ? ids.Select(id => TrunkAssociations.Branch(at, id))
            : TrunkAssociations.Branches(at);
        var page = FactPage.Of(
            all.Select(TrunkAssociations.Of), Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { InterfaceAssociations = page.Items, NextToken = page.NextToken };
    }
}
