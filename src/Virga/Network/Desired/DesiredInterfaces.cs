using System.Net;
using Virga.Ec2.Addresses;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Network.Desired;

/// <summary>Interfaces with their cables, and the public addresses that stand for private ones.</summary>
internal static class DesiredInterfaces
{
    public static readonly RowKind[] Reads = [NetworkInterfaceRow.Kind, InstanceRow.Kind];

    public static readonly RowKind[] AddressReads = [NetworkInterfaceRow.Kind, AddressRow.Kind];

    public static IEnumerable<FabricInterface> Of(Source source, Memory<FabricInterface> memory)
    {
        var instances = source.Rows<InstanceRow>();
        foreach (var eni in source.Rows<NetworkInterfaceRow>())
        {
            var isRunning = eni.Attachment is { } attachment && Runs(instances.Find(attachment.InstanceId));
            var place = isRunning ? source.Guests.GetValueOrDefault(eni.Attachment!.InstanceId) : null;
            yield return memory.Of(eni.Id, [eni, isRunning, place], () => Interface(eni, isRunning, place));
        }
    }

    public static IEnumerable<FabricElasticAddress> Addresses(Source source, Memory<FabricElasticAddress> memory)
    {
        var elastic = source.Rows<AddressRow>();
        foreach (var address in elastic)
        {
            if (address.Association is not { } association) continue;
            yield return memory.Of(address.Id, [address], () => new(
                address.Id, IPAddress.Parse(address.PublicIp), association.InterfaceId,
                IPAddress.Parse(association.PrivateAddress)));
        }

        foreach (var eni in source.Rows<NetworkInterfaceRow>())
        {
            // One public address a private one: an elastic address takes the place of the one from launch.
            if (eni is not { AutoPublicIp: { } given, PrimaryAddress: { } own }
                || elastic.By(AddressRow.ByInterface, eni.Id).Any(one => one.Association!.PrivateAddress == own))
                continue;
            yield return memory.Of(
                given, [eni], () => new(given, IPAddress.Parse(given), eni.Id, IPAddress.Parse(own)));
        }
    }

    /// <summary>
    /// A machine that boots has its cable already, since it waits for it; one that stops keeps it until it is off.
    /// </summary>
    private static bool Runs(InstanceRow? instance) => instance?.State
        is InstanceStateName.Pending or InstanceStateName.Running
        or InstanceStateName.Stopping or InstanceStateName.ShuttingDown;

    private static FabricInterface Interface(NetworkInterfaceRow eni, bool isRunning, GuestPlace? place) => new()
    {
        Id = eni.Id,
        Index = checked((int)eni.Sequence),
        SubnetId = eni.SubnetId,
        MacAddress = eni.MacAddress,
        Ipv4Addresses = eni.PrivateAddresses.Select(one => IPAddress.Parse(one.Address)).ToValueList(),
        Ipv6Addresses = eni.Ipv6Addresses.Select(one => IPAddress.Parse(one)).ToValueList(),
        Ipv4Prefixes = eni.Ipv4Prefixes.Select(one => IPNetwork.Parse(one)).ToValueList(),
        Ipv6Prefixes = eni.Ipv6Prefixes.Select(one => IPNetwork.Parse(one)).ToValueList(),
        SecurityGroupIds = eni.GroupIds.ToValueList(),
        HasSourceDestCheck = eni.ChecksSourceDest,
        Attachment = isRunning && eni.Attachment is { Status: not AttachmentStatus.Detaching } attachment
            ? Attachment(eni.Id, attachment, place)
            : null,
    };

    private static FabricAttachment Attachment(
        string interfaceId, InterfaceAttachment attachment, GuestPlace? place) => new()
    {
        InstanceId = attachment.InstanceId,
        NetworkNamespace = place?.NetworkNamespace ?? "",
        NetworkNamespaceInode = place?.NetworkNamespaceInode ?? 0,
        ContainerId = place?.ContainerId ?? "",
        Kind = place?.Kind ?? FabricAttachmentKind.Container,
        LinkName = place is { Kind: FabricAttachmentKind.Tap }
            ? TapName.Of(interfaceId)
            : $"eth{attachment.DeviceIndex}",
        DeviceIndex = attachment.DeviceIndex,
        Start = place?.Start ?? 0,
    };
}
