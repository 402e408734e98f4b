namespace Virga.Metadata;

/// <summary>
/// Everything that one instance may read, as plain values: what a provider computes from the World and
/// <see cref="Ec2Tree"/> turns into paths. A null or an empty list is what the instance does not have, so that its path
/// is 404 and not listed.
/// </summary>
internal sealed record MetadataDocument
{
    public required string InstanceId { get; init; }

    public required string ImageId { get; init; }

    public required string InstanceType { get; init; }

    public required string ReservationId { get; init; }

    /// <summary>Twelve digits.</summary>
    public required string AccountId { get; init; }

    public required MetadataPlacement Placement { get; init; }

    /// <summary>"x86_64" or "arm64".</summary>
    public required string Architecture { get; init; }

    /// <summary>When it was launched or last started.</summary>
    public required DateTimeOffset PendingTime { get; init; }

    public int LaunchIndex { get; init; }

    /// <summary>"on-demand", "spot", "scheduled" or "capacity-block".</summary>
    public string LifeCycle { get; init; } = "on-demand";

    public string? KernelId { get; init; }

    public string? RamdiskId { get; init; }

    public IReadOnlyList<string> AncestorImageIds { get; init; } = [];

    public IReadOnlyList<string> ProductCodes { get; init; } = [];

    /// <summary>By device number; the first is the primary one. Empty only while none is attached.</summary>
    public IReadOnlyList<MetadataInterface> Interfaces { get; init; } = [];

    /// <summary>"ami", "root", "ebs1" … → device name.</summary>
    public IReadOnlyList<(string Name, string Device)> BlockDevices { get; init; } = [];

    public IReadOnlyList<MetadataKey> PublicKeys { get; init; } = [];

    /// <summary>Keys of EC2 Instance Connect, which live for a minute: user → what is signed for each key.</summary>
    public IReadOnlyList<(string User, IReadOnlyList<string> Keys)> ActiveKeys { get; init; } = [];

    /// <summary>The profile's role; null without one.</summary>
    public MetadataRole? Role { get; init; }

    /// <summary>What the instance itself signs with (identity-credentials); null where no STS stands behind
    /// it.</summary>
    public Func<DateTimeOffset, RoleCredentials>? InstanceCredentials { get; init; }

    /// <summary>Null when InstanceMetadataTags is disabled.</summary>
    public IReadOnlyList<(string Key, string Value)>? Tags { get; init; }

    public byte[]? UserData { get; init; }

    public bool IsMonitored { get; init; }

    public bool IsHibernationConfigured { get; init; }

    /// <summary>"none", "shutdown" or "bundle-pending".</summary>
    public string InstanceAction { get; init; } = "none";

    /// <summary>"nitro", "xen-on-nitro" or "xen".</summary>
    public string System { get; init; } = "nitro";

    public string Partition { get; init; } = "aws";

    public string ServicesDomain { get; init; } = "amazonaws.com";

    public MetadataEvents Events { get; init; } = new();
}

/// <summary>Where an instance runs.</summary>
internal sealed record MetadataPlacement(
    string Region, string AvailabilityZone, string AvailabilityZoneId, string? GroupName = null, string? HostId = null,
    int? PartitionNumber = null);

/// <summary>A key pair's public half.</summary>
internal sealed record MetadataKey(string Name, string OpenSshKey);

/// <summary>An instance profile and what its role hands out.</summary>
/// <param name="Credentials">The credentials in force at a time; asked at each read, so that they can rotate. An answer
/// without keys says why there are none.</param>
internal sealed record MetadataRole(
    string ProfileArn, string ProfileId, string RoleName, DateTimeOffset LastUpdated,
    Func<DateTimeOffset, RoleCredentials> Credentials);

/// <summary>Temporary credentials, or the reason why there are none.</summary>
/// <param name="Code">"Success", or "AssumeRoleUnauthorizedAccess" and the like with a message.</param>
internal sealed record RoleCredentials(
    string Code, DateTimeOffset LastUpdated, string? AccessKeyId = null, string? SecretAccessKey = null,
    string? Token = null, DateTimeOffset? Expiration = null, string? Message = null, string? AccountId = null);

/// <summary>What is about to happen to an instance.</summary>
internal sealed record MetadataEvents
{
    public MetadataSpotNotice? Spot { get; init; }

    /// <summary>When a rebalance recommendation was given.</summary>
    public DateTimeOffset? RebalanceNotice { get; init; }

    public IReadOnlyList<MaintenanceEvent> Scheduled { get; init; } = [];

    /// <summary>Completed and cancelled ones.</summary>
    public IReadOnlyList<MaintenanceEvent> History { get; init; } = [];

    /// <summary>The state that an Auto Scaling group moves it to; null outside of one.</summary>
    public string? TargetLifecycleState { get; init; }
}

/// <summary>A spot interruption.</summary>
/// <param name="Action">"terminate", "stop" or "hibernate".</param>
internal sealed record MetadataSpotNotice(string Action, DateTimeOffset Time);

/// <summary>A scheduled event, as DescribeInstanceStatus shows it too.</summary>
/// <param name="Description">With "[Completed] " or "[Canceled] " before it when it is over.</param>
/// <param name="State">"active", "completed" or "canceled".</param>
internal sealed record MaintenanceEvent(
    string EventId, string Code, string Description, string State, DateTimeOffset NotBefore, DateTimeOffset? NotAfter,
    DateTimeOffset? NotBeforeDeadline = null);
