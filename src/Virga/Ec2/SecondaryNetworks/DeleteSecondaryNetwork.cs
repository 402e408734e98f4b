using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Deletes a secondary network without subnets.</summary>
internal sealed class DeleteSecondaryNetwork : IMutation<DeleteSecondaryNetworkRequest, DeleteSecondaryNetworkResult>
{
    public static DeleteSecondaryNetworkResult Run(DeleteSecondaryNetworkRequest input, Change change)
    {
        var row = change.Named<SecondaryNetworkRow>(input.SecondaryNetworkId);
        if (change.Rows<SecondarySubnetRow>().Any(SecondarySubnetRow.ByNetwork, row.Id))
            throw Ec2Errors.DependencyViolation(
                $"The secondary network '{row.Id}' has dependencies and cannot be deleted.");
        row = change.Put(row with { State = SecondaryNetworkState.DeleteInProgress });
        change.Later<SecondaryNetworkSettles>(SecondaryNetworks.Delay, row.Id);
        return new() { SecondaryNetwork = SecondaryNetworks.Network(row, change), ClientToken = input.ClientToken };
    }
}
