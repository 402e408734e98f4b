using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Deletes a subnet of a secondary network.</summary>
internal sealed class DeleteSecondarySubnet : IMutation<DeleteSecondarySubnetRequest, DeleteSecondarySubnetResult>
{
    public static DeleteSecondarySubnetResult Run(DeleteSecondarySubnetRequest input, Change change)
    {
        var row = change.Named<SecondarySubnetRow>(input.SecondarySubnetId);
        row = change.Put(row with { State = SecondaryNetworkState.DeleteInProgress });
        change.Later<SecondaryNetworkSettles>(SecondaryNetworks.Delay, row.Id);
        return new() { SecondarySubnet = SecondaryNetworks.Subnet(row, change), ClientToken = input.ClientToken };
    }
}
