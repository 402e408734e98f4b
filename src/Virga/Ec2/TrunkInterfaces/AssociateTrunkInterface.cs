using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrunkInterfaces;

/// <summary>Puts a branch interface behind a trunk, by VLAN or by GRE.</summary>
internal sealed class AssociateTrunkInterface
    : IMutation<AssociateTrunkInterfaceRequest, AssociateTrunkInterfaceResult>
{
    public static AssociateTrunkInterfaceResult Run(AssociateTrunkInterfaceRequest input, Change change)
    {
        var branch = Typed(change, input.BranchInterfaceId, NetworkInterfaceType.Branch);
        var trunk = Typed(change, input.TrunkInterfaceId, NetworkInterfaceType.Trunk);
        if ((input.VlanId is null) == (input.GreKey is null))
            throw CommonErrors.InvalidParameterCombination("Specify either VlanId or GreKey.");
        if (input.VlanId is < 1 or > 4_094)
            throw CommonErrors.InvalidParameterValue($"Value ({input.VlanId}) for parameter VlanId is invalid.");
        if (branch.Trunk is not null)
            throw CommonErrors.InvalidParameterValue($"The interface {branch.Id} is behind {branch.Trunk.TrunkId}.");
        if (TrunkAssociations.Branches(change).Any(one => one.Trunk!.TrunkId == trunk.Id
            && one.Trunk.VlanId == input.VlanId && one.Trunk.GreKey == input.GreKey))
            throw CommonErrors.InvalidParameterValue($"The trunk {trunk.Id} has a branch by that number already.");
        branch = change.Put(branch with
        {
            Trunk = new(change.NewId("trunk-assoc"), trunk.Id, input.VlanId, input.GreKey),
        });
        return new() { InterfaceAssociation = TrunkAssociations.Of(branch), ClientToken = input.ClientToken };
    }

    private static NetworkInterfaceRow Typed(Change change, string? id, string type)
    {
        var eni = change.Named<NetworkInterfaceRow>(id);
        return eni.InterfaceType == type
            ? eni
            : throw CommonErrors.InvalidParameterValue($"The interface {eni.Id} is not of the type {type}.");
    }
}
