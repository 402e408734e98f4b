using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Creates a secondary network.</summary>
internal sealed class CreateSecondaryNetwork : IMutation<CreateSecondaryNetworkRequest, CreateSecondaryNetworkResult>
{
    public static CreateSecondaryNetworkResult Run(CreateSecondaryNetworkRequest input, Change change)
    {
        var row = change.Put(new SecondaryNetworkRow(change.NewId("sn"))
        {
            State = SecondaryNetworkState.CreateInProgress,
            Type = input.NetworkType!,
            Block = SecondaryNetworks.Block(input.Ipv4CidrBlock).ToString(),
            AssociationId = change.NewId("sn-cidr-assoc"),
        });
        change.TagNew(input.TagSpecifications, ResourceType.SecondaryNetwork, row.Id);
        change.Later<SecondaryNetworkSettles>(SecondaryNetworks.Delay, row.Id);
        return new() { SecondaryNetwork = SecondaryNetworks.Network(row, change), ClientToken = input.ClientToken };
    }
}
