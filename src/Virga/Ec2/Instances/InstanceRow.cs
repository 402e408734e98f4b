using System.Text.Json.Serialization;
using Virga.Compute;
using Virga.Ec2.InstanceEvents;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>
/// An instance. Interfaces and volumes hold their attachments themselves. <see cref="Desired"/> is what the user asked
/// for; <see cref="State"/> is what was seen of the machine.
/// </summary>
internal sealed record InstanceRow(string Id) : Row(Id), IRow<InstanceRow>
{
    public static RowKind<InstanceRow> Kind { get; } = new("instance")
    {
        Prefix = "i",
        ResourceType = "instance",
        NotFound = id => new AwsException("InvalidInstanceID.NotFound", $"The instance ID '{id}' does not exist"),
        Malformed = id => new AwsException("InvalidInstanceID.Malformed", $"Invalid id: \"{id}\""),
    };

    /// <summary>Instances by reservation.</summary>
    public static Index<InstanceRow> ByReservation { get; } = Kind.Index(instance => instance.ReservationId);

    /// <summary>Instances by the fleet that launched them.</summary>
    public static Index<InstanceRow> ByFleet { get; } = Kind.Index(instance => instance.FleetId);

    /// <summary>Instances by the capacity reservation that they are in.</summary>
    public static Index<InstanceRow> ByCapacityReservation { get; } =
        Kind.Index(instance => instance.CapacityReservationId);

    /// <summary>Instances by the host that they are on, or are bound to while they are stopped.</summary>
    public static Index<InstanceRow> ByHost { get; } =
        Kind.Index(instance => instance.IsTerminated ? null : instance.HostId);

    public required string ReservationId { get; init; }

    /// <summary>Position in the reservation, from 0.</summary>
    public required int LaunchIndex { get; init; }

    public required string ImageId { get; init; }

    public required string InstanceType { get; init; }

    public string? KeyName { get; init; }

    /// <summary>The time of the last launch or start.</summary>
    public required DateTimeOffset LaunchTime { get; init; }

    /// <summary>The time of the first launch.</summary>
    public required DateTimeOffset UsageOperationUpdateTime { get; init; }

    /// <summary>AWS's name of the state: <c>pending</c>, <c>running</c> …</summary>
    public required string State { get; init; }

    /// <summary>What the machine should come to.</summary>
    public required Power Desired { get; init; }

    /// <summary>Counts boots that were asked for: launch, each start, each reboot.</summary>
    public long Boot { get; init; } = 1;

    /// <summary>The newest boot that the backend carried out.</summary>
    public long BootDone { get; init; }

    /// <summary>The user asked for a stop without an orderly shutdown.</summary>
    public bool IsStopForced { get; init; }

    /// <summary>The machine's memory is kept over the stop that was asked for.</summary>
    public bool IsHibernating { get; init; }

    public string? StateReasonCode { get; init; }

    public string? StateReasonMessage { get; init; }

    /// <summary>Such as <c>User initiated (2026-11-21 09:00:00 GMT)</c>; empty while nothing ended it.</summary>
    public string StateTransitionReason { get; init; } = "";

    /// <summary>The backend that runs it: <c>docker</c>, <c>libvirt</c> or <c>mock</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>What the backend starts: a container image, a disk; null when it is simulated.</summary>
    public string? BackendImage { get; init; }

    /// <summary>Who logs in to the image, such as <c>ec2-user</c>.</summary>
    public string DefaultUser { get; init; } = "root";

    /// <summary>Where the machine was seen to be reachable.</summary>
    public MachineFacts Facts { get; init; } = new();

    public string? SubnetId { get; init; }

    public string? VpcId { get; init; }

    public required string AvailabilityZone { get; init; }

    /// <summary>Base64, as it came; null for none.</summary>
    public string? UserData { get; init; }

    /// <summary><c>stop</c> or <c>terminate</c>: what a shutdown from inside does.</summary>
    public string InitiatedShutdownBehavior { get; init; } = "stop";

    public bool IsTerminationDisabled { get; init; }

    public bool IsStopDisabled { get; init; }

    /// <summary>
    /// The administrator's password of Windows, sealed with the key pair, base64; null where there is none.
    /// </summary>
    public string? PasswordData { get; init; }

    public DateTimeOffset? PasswordTime { get; init; }

    public bool IsEbsOptimized { get; init; }

    public bool IsEnaSupported { get; init; } = true;

    public string? SriovNetSupport { get; init; }

    /// <summary><c>disabled</c> or <c>enabled</c>.</summary>
    public string Monitoring { get; init; } = "disabled";

    public string Tenancy { get; init; } = "default";

    public string? PlacementGroupName { get; init; }

    public string? PlacementGroupId { get; init; }

    public int? PartitionNumber { get; init; }

    public string? HostId { get; init; }

    public string? Affinity { get; init; }

    /// <summary>The associated profile's ARN, id and association.</summary>
    public InstanceProfileRow? Profile { get; init; }

    public MetadataOptionsRow MetadataOptions { get; init; } = new();

    /// <summary>Keys that EC2 Instance Connect lets in for a minute; what is over is taken off.</summary>
    public IReadOnlyList<ActiveKey> ActiveKeys { get; init; } = [];

    /// <summary>What is going to happen to it; null while nothing is.</summary>
    public PlannedEvents? Events { get; init; }

    public int CoreCount { get; init; } = 1;

    public int ThreadsPerCore { get; init; } = 1;

    /// <summary><c>standard</c> or <c>unlimited</c>; null for types that have no credits.</summary>
    public string? CpuCredits { get; init; }

    public string? ClientToken { get; init; }

    public required string RootDeviceName { get; init; }

    public required string Architecture { get; init; }

    /// <summary><c>windows</c>, or null.</summary>
    public string? Platform { get; init; }

    public required string PlatformDetails { get; init; }

    public required string UsageOperation { get; init; }

    public string? BootMode { get; init; }

    /// <summary><c>spot</c>, <c>scheduled</c>, <c>capacity-block</c>, or null for on demand.</summary>
    public string? Lifecycle { get; init; }

    public string? SpotInstanceRequestId { get; init; }

    /// <summary>The fleet that launched it, or null.</summary>
    public string? FleetId { get; init; }

    public bool IsHibernationConfigured { get; init; }

    public bool IsEnclaveEnabled { get; init; }

    /// <summary><c>default</c> or <c>disabled</c>.</summary>
    public string AutoRecovery { get; init; } = "default";

    /// <summary><c>default</c> or <c>disabled</c>.</summary>
    public string RebootMigration { get; init; } = "default";

    /// <summary><c>default</c>, <c>vpc-1</c> or <c>ebs-1</c>.</summary>
    public string BandwidthWeighting { get; init; } = "default";

    /// <summary><c>ip-name</c> or <c>resource-name</c>.</summary>
    public string HostnameType { get; init; } = "ip-name";

    public bool HasResourceNameARecord { get; init; }

    public bool HasResourceNameAaaaRecord { get; init; }

    /// <summary><c>open</c>, <c>none</c> or <c>capacity-reservations-only</c>.</summary>
    public string CapacityReservationPreference { get; init; } = "open";

    /// <summary>The reservation that it is in while it runs.</summary>
    public string? CapacityReservationId { get; init; }

    /// <summary>The reservation that it must be launched into, or null.</summary>
    public string? CapacityReservationTargetId { get; init; }

    /// <summary>Whether there is nothing left of it but its name.</summary>
    [JsonIgnore]
    public bool IsTerminated => State == Wire.Ec2.InstanceStateName.Terminated;
}

/// <summary>A key that may log in for a while.</summary>
/// <param name="User">The user of the guest.</param>
/// <param name="Key">A line as of authorized_keys.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Caller">The ARN of who sent it.</param>
/// <param name="RequestId">A number for the sending.</param>
internal sealed record ActiveKey(string User, string Key, DateTimeOffset Until, string Caller, string RequestId)
{
    /// <summary>Whether it opens the serial console, and no user of the guest.</summary>
    public bool IsForSerialConsole { get; init; }
}

/// <summary>An instance profile on an instance.</summary>
internal sealed record InstanceProfileRow(string AssociationId, string Arn, string ProfileId)
{
    /// <summary>When it was associated.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The options of an instance's metadata service.</summary>
internal sealed record MetadataOptionsRow
{
    /// <summary><c>optional</c> or <c>required</c>.</summary>
    public string HttpTokens { get; init; } = "optional";

    /// <summary>1 to 64.</summary>
    public int HttpPutResponseHopLimit { get; init; } = 1;

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string HttpEndpoint { get; init; } = "enabled";

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string HttpProtocolIpv6 { get; init; } = "disabled";

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string InstanceMetadataTags { get; init; } = "disabled";
}
