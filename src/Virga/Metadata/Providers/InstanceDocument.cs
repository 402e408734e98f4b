using Virga.Ec2;
using Virga.Ec2.Addresses;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.KeyPairs;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.Volumes;
using Virga.Ec2.Vpcs;
using Virga.Ec2.Zones;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Metadata.Providers;

/// <summary>What an instance may read, computed from the World. Pure: the same World, the same document.</summary>
internal static class InstanceDocument
{
    /// <param name="instance">Whose document it is.</param>
    /// <param name="at">The World.</param>
    /// <param name="role">The instance's role, when its profile has one.</param>
    /// <param name="own">What the instance itself signs with, where STS stands behind it.</param>
    public static MetadataDocument Of(
        InstanceRow instance, WorldView at, MetadataRole? role, Func<DateTimeOffset, RoleCredentials>? own = null)
    {
        var options = instance.MetadataOptions;
        var partition = PartitionFacts.OfRegion(at.Region);
        return new()
        {
            InstanceId = instance.Id,
            ImageId = instance.ImageId,
            InstanceType = instance.InstanceType,
            ReservationId = instance.ReservationId,
            AccountId = at.Account,
            Architecture = instance.Architecture,
            PendingTime = instance.LaunchTime,
            LaunchIndex = instance.LaunchIndex,
            LifeCycle = instance.Lifecycle ?? "on-demand",
            Placement = PlacementOf(instance, at),
            Interfaces = InterfacesOf(instance, at),
            BlockDevices = DevicesOf(instance, at),
            PublicKeys = KeysOf(instance, at),
            ActiveKeys = ActiveKeysOf(instance),
            Role = role,
            InstanceCredentials = own,
            Events = EventsOf(instance),
            Tags = options.InstanceMetadataTags == InstanceMetadataTagsState.Enabled ? TagsOf(instance, at) : null,
            UserData = UserDataOf(instance),
            IsMonitored = instance.Monitoring == MonitoringState.Enabled,
            IsHibernationConfigured = instance.IsHibernationConfigured,
            // Bare metal, which has no hypervisor, is Nitro's too.
            System = InstanceTypeCatalogue.Find(instance.InstanceType)?.Hypervisor ?? "nitro",
            Partition = partition.Name,
            ServicesDomain = partition.DnsSuffix,
        };
    }

    /// <summary>The options that the service itself obeys.</summary>
    public static MetadataOptions OptionsOf(InstanceRow instance) => new(
        instance.MetadataOptions.HttpEndpoint == InstanceMetadataEndpointState.Enabled,
        instance.MetadataOptions.HttpTokens == HttpTokensState.Required,
        instance.MetadataOptions.HttpPutResponseHopLimit,
        instance.MetadataOptions.HttpProtocolIpv6 == InstanceMetadataProtocolState.Enabled);

    private static MetadataPlacement PlacementOf(InstanceRow instance, WorldView at) => new(
        at.Region, instance.AvailabilityZone,
        RegionCatalogue.Find(at.Region)?.FindZone(instance.AvailabilityZone)?.ZoneId ?? "",
        instance.PlacementGroupName, instance.HostId, instance.PartitionNumber);

    private static List<MetadataInterface> InterfacesOf(InstanceRow instance, WorldView at) =>
    [
        .. at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id)
            .OrderBy(eni => eni.Attachment!.DeviceIndex)
            .Select(eni => InterfaceOf(instance, eni, at)),
    ];

    private static MetadataInterface InterfaceOf(InstanceRow instance, NetworkInterfaceRow eni, WorldView at)
    {
        var subnet = at.Get<SubnetRow>(eni.SubnetId);
        var vpc = at.Get<VpcRow>(eni.VpcId);
        var associations = AssociationsOf(eni, at);
        return new()
        {
            Mac = eni.MacAddress,
            InterfaceId = eni.Id,
            OwnerId = at.Account,
            DeviceNumber = eni.Attachment!.DeviceIndex,
            NetworkCardIndex = eni.Attachment.NetworkCardIndex,
            SubnetId = subnet.Id,
            SubnetIpv4CidrBlock = subnet.CidrBlock,
            SubnetIpv6CidrBlocks = [.. subnet.Ipv6CidrBlocks.Select(block => block.Block)],
            VpcId = vpc.Id,
            VpcIpv4CidrBlocks = [.. vpc.CidrBlocks.Select(block => block.Block)],
            VpcIpv6CidrBlocks = [.. vpc.Ipv6CidrBlocks.Select(block => block.Block)],
            LocalHostname = LocalHostname(instance, eni, at.Region),
            PublicHostname = associations.Find(pair => pair.Private == eni.PrimaryAddress).Public is { } address
                && vpc.AreDnsHostnamesEnabled
                ? DnsNames.Public(address, at.Region)
                : null,
            LocalIpv4s = [.. eni.PrivateAddresses.Select(one => one.Address)],
            Associations = associations,
            Ipv6s = eni.Ipv6Addresses,
            Ipv4Prefixes = eni.Ipv4Prefixes,
            Ipv6Prefixes = eni.Ipv6Prefixes,
            SecurityGroups = [.. eni.GroupIds.Select(id => (id, at.Get<SecurityGroupRow>(id).Name))],
        };
    }

    /// <summary>
    /// Elastic addresses, and the address of the launch where none took its place; the primary address's first.
    /// </summary>
    private static List<(string Public, string Private)> AssociationsOf(NetworkInterfaceRow eni, WorldView at)
    {
        var pairs = at.Rows<AddressRow>().By(AddressRow.ByInterface, eni.Id)
            .Select(elastic => (elastic.PublicIp, elastic.Association!.PrivateAddress)).ToList();
        if (eni is { AutoPublicIp: { } given, PrimaryAddress: { } primary }
            && pairs.TrueForAll(pair => pair.PrivateAddress != primary))
            pairs.Insert(0, (given, primary));
        var order = eni.PrivateAddresses.Select(one => one.Address).ToList();
        return [.. pairs.OrderBy(pair => order.IndexOf(pair.PrivateAddress))];
    }

    private static string? LocalHostname(InstanceRow instance, NetworkInterfaceRow eni, string region) =>
        instance.HostnameType == HostnameType.ResourceName ? DnsNames.Resource(instance.Id, region)
        : eni.PrimaryAddress is { } address ? DnsNames.Private(address, region)
        : null;

    private static MetadataKey[] KeysOf(InstanceRow instance, WorldView at) =>
        instance.KeyName is { } name && KeyPairRow.FindByName(at, name) is { } key
            ? [new MetadataKey(name, $"{key.PublicKey} {name}")]
            : [];

    /// <summary>By user, in the order in which they were sent.</summary>
    private static List<(string User, IReadOnlyList<string> Keys)> ActiveKeysOf(InstanceRow instance) =>
    [
        .. instance.ActiveKeys.Where(key => !key.IsForSerialConsole).GroupBy(key => key.User, StringComparer.Ordinal)
            .Select(keys => (keys.Key, (IReadOnlyList<string>)[.. keys.Select(key => KeyBlock(instance, key))])),
    ];

    /// <summary>The form that the agent of EC2 Instance Connect splits: facts as comments, then the key.</summary>
    private static string KeyBlock(InstanceRow instance, ActiveKey key) => string.Join('\n',
        $"#Timestamp={key.Until.ToUnixTimeSeconds()}", $"#Instance={instance.Id}", $"#Caller={key.Caller}",
        $"#Request={key.RequestId}", key.Key + "\n");

    private static MetadataEvents EventsOf(InstanceRow instance)
    {
        if (instance.Events is not { } events) return new();
        var shown = events.Scheduled.Select(one => new MaintenanceEvent(
            one.EventId, one.Code, InstanceEventView.Describe(one), one.State, one.NotBefore, one.NotAfter,
            one.NotBeforeDeadline)).ToList();
        return new()
        {
            Spot = events.Spot is { } spot ? new MetadataSpotNotice(spot.Action, spot.Time) : null,
            RebalanceNotice = events.RebalanceNotice,
            Scheduled = shown.FindAll(one => one.State == "active"),
            History = shown.FindAll(one => one.State != "active"),
            TargetLifecycleState = events.TargetLifecycleState,
        };
    }

    private static List<(string Name, string Device)> DevicesOf(InstanceRow instance, WorldView at)
    {
        var devices = new List<(string, string)>
        {
            ("ami", instance.RootDeviceName), ("root", instance.RootDeviceName),
        };
        var others = at.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id)
            .Select(volume => volume.Attachments.First(one => one.InstanceId == instance.Id).Device)
            .Where(device => device != instance.RootDeviceName)
            .Order(StringComparer.Ordinal);
        foreach (var device in others)
            devices.Add(($"ebs{devices.Count - 1}", device.Replace("/dev/", "", StringComparison.Ordinal)));
        return devices;
    }

    private static List<(string, string)> TagsOf(InstanceRow instance, WorldView at) =>
    [
        .. (at.Find<TagsRow>(instance.Id)?.Tags ?? []).Where(tag => MetadataOptionRules.IsPathSafe(tag.Key))
            .Select(tag => (tag.Key, tag.Value)),
    ];

    private static byte[]? UserDataOf(InstanceRow instance)
    {
        if (string.IsNullOrEmpty(instance.UserData)) return null;
        var bytes = new byte[instance.UserData.Length];
        return Convert.TryFromBase64String(instance.UserData, bytes, out var length) ? bytes[..length] : null;
    }
}
