using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Networks and subnets as AWS shows them, and how they come and go.</summary>
internal static class SecondaryNetworks
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static SecondaryNetwork Network(SecondaryNetworkRow row, WorldView at) => new()
    {
        SecondaryNetworkId = row.Id,
        SecondaryNetworkArn = at.Ec2Arn("secondary-network", row.Id),
        OwnerId = at.Account,
        Type = row.Type,
        State = row.State,
        Ipv4CidrBlockAssociations =
            [new() { AssociationId = row.AssociationId, CidrBlock = row.Block, State = StateOf(row.State) }],
        Tags = at.TagsOf(row.Id),
    };

    public static SecondarySubnet Subnet(SecondarySubnetRow row, WorldView at) => new()
    {
        SecondarySubnetId = row.Id,
        SecondarySubnetArn = at.Ec2Arn("secondary-subnet", row.Id),
        SecondaryNetworkId = row.NetworkId,
        SecondaryNetworkType = at.Find<SecondaryNetworkRow>(row.NetworkId)?.Type,
        OwnerId = at.Account,
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        Ipv4CidrBlockAssociations =
            [new() { AssociationId = row.AssociationId, CidrBlock = row.Block, State = StateOf(row.State) }],
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>A block of /12 to /28, as AWS keeps it.</summary>
    public static Cidr Block(string? text) => Cidr.TryParse(text, out var block) && block.Length is >= 12 and <= 28
        ? block.Canonical
        : throw Invalid(text);

    public static AwsException Invalid(string? text) =>
        CommonErrors.InvalidParameterValue($"Value ({text}) for parameter ipv4CidrBlock is invalid.");

    private static string StateOf(string state) => state switch
    {
        SecondaryNetworkState.CreateInProgress => "associating",
        SecondaryNetworkState.DeleteInProgress => "disassociating",
        _ => "associated",
    };
}

/// <summary>A secondary network or subnet is made, or gone.</summary>
internal sealed class SecondaryNetworkSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        const string Going = SecondaryNetworkState.DeleteInProgress;
        if (change.Find<SecondaryNetworkRow>(subject) is { } network)
        {
            if (network.State == Going) change.Remove<SecondaryNetworkRow>(subject);
            else change.Put(network with { State = SecondaryNetworkState.CreateComplete });
        }
        else if (change.Find<SecondarySubnetRow>(subject) is { } subnet)
        {
            if (subnet.State == Going) change.Remove<SecondarySubnetRow>(subject);
            else change.Put(subnet with { State = SecondaryNetworkState.CreateComplete });
        }
    }
}

/// <summary>Each subnet has its network.</summary>
internal sealed class SecondaryNetworkInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at) =>
        from subnet in at.Rows<SecondarySubnetRow>()
        where at.Find<SecondaryNetworkRow>(subnet.NetworkId) is null
        select $"{subnet.Id} has no network.";
}
