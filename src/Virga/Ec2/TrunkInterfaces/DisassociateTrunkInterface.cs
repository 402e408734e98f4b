using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrunkInterfaces;

/// <summary>Takes a branch interface from its trunk.</summary>
internal sealed class DisassociateTrunkInterface
    : IMutation<DisassociateTrunkInterfaceRequest, DisassociateTrunkInterfaceResult>
{
    public static DisassociateTrunkInterfaceResult Run(DisassociateTrunkInterfaceRequest input, Change change)
    {
        change.Put(TrunkAssociations.Branch(change, input.AssociationId!) with { Trunk = null });
        return new() { Return = true, ClientToken = input.ClientToken };
    }
}
