using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Creates a subnet of a secondary network in a zone.</summary>
internal sealed class CreateSecondarySubnet : IMutation<CreateSecondarySubnetRequest, CreateSecondarySubnetResult>
{
    public static CreateSecondarySubnetResult Run(CreateSecondarySubnetRequest input, Change change)
    {
        var network = change.Named<SecondaryNetworkRow>(input.SecondaryNetworkId);
        var block = SecondaryNetworks.Block(input.Ipv4CidrBlock);
        var whole = Cidr.Parse(network.Block);
        if (!whole.Contains(block.First) || block.Length < whole.Length)
            throw SecondaryNetworks.Invalid(input.Ipv4CidrBlock);
        if (change.Rows<SecondarySubnetRow>().By(SecondarySubnetRow.ByNetwork, network.Id)
            .Any(one => Cidr.Parse(one.Block).Overlaps(block)))
            throw new AwsException(
                "InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet");
        var row = change.Put(new SecondarySubnetRow(change.NewId("ss"))
        {
            NetworkId = network.Id,
            State = SecondaryNetworkState.CreateInProgress,
            Block = block.ToString(),
            AssociationId = change.NewId("ss-cidr-assoc"),
            AvailabilityZone = SubnetRules.Zone(change, input.AvailabilityZone ?? input.AvailabilityZoneId),
        });
        change.TagNew(input.TagSpecifications, ResourceType.SecondarySubnet, row.Id);
        change.Later<SecondaryNetworkSettles>(SecondaryNetworks.Delay, row.Id);
        return new() { SecondarySubnet = SecondaryNetworks.Subnet(row, change), ClientToken = input.ClientToken };
    }
}
