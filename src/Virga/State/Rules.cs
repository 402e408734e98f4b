namespace Virga.State;

/// <summary>Settings that pure code may depend on. Each has its page entry in docs/configuration.md.</summary>
internal sealed record Rules
{
    public static readonly Rules Default = new();

    /// <summary>The account of callers whose access key does not name one.</summary>
    public string DefaultAccountId { get; init; } = "000000000000";

    /// <summary>The key and the secret of the account itself where every signature is verified.</summary>
    public const string TestKey = "test";

    /// <summary>Whether every signature is verified and policies decide (<c>VIRGA_AUTH=enforce</c>).</summary>
    public bool IsAuthEnforced { get; init; }

    /// <summary>
    /// Multiplies every delay between states. 1 is AWS-like; 0 makes the final state hold when the call returns
    /// (<c>VIRGA_EC2_TRANSITIONS=instant</c>).
    /// </summary>
    public double TransitionScale { get; init; } = 1;

    /// <summary>
    /// What to do with an AMI id that nobody knows: launch the default image instead of InvalidAMIID.NotFound.
    /// </summary>
    public bool UnknownAmiGetsDefault { get; init; }

    /// <summary>The AMI launched in place of an unknown one.</summary>
    public string DefaultAmi { get; init; } = "ami-amazonlinux2023";

    /// <summary>
    /// Whether an account gets no more VPCs, addresses and so on than AWS gives it at first
    /// (<c>VIRGA_EC2_QUOTAS</c>).
    /// </summary>
    public bool AreQuotasEnforced { get; init; }

    /// <summary>
    /// For how many days deleted snapshots, images and volumes can be restored; 0 for none, as on AWS without rules.
    /// </summary>
    public int RecycleBinDays { get; init; }

    /// <summary>Instances carry the tag <c>ec2_vm_manager</c> in listings, not only in filters.</summary>
    public bool ShowsBackendTag { get; init; }

    /// <summary>
    /// Backends in use, the first that can run an image wins: <c>docker</c>, <c>libvirt</c>, <c>mock</c>.
    /// </summary>
    public IReadOnlyList<string> Backends { get; init; } = ["mock"];

    /// <summary>Whether a directory of the host stands for S3 (<c>VIRGA_EC2_S3_DIRECTORY</c>).</summary>
    public bool HasBuckets { get; init; }

    /// <summary>Backends whose machines get volumes as real disks; volumes of other instances are only rows.</summary>
    public IReadOnlyList<string> DiskBackends { get; init; } = [];

    /// <summary>
    /// <c>host</c>: the account and region of a repository are in the host of its URI; <c>path</c>: in its path.
    /// </summary>
    public string EcrUriStyle { get; init; } = "host";

    /// <summary>Whether the registry lets clients in that have no password of GetAuthorizationToken.</summary>
    public bool IsEcrAnonymous { get; init; }

    /// <summary>Whether a scanner of images is configured.</summary>
    public bool HasEcrScanner { get; init; }

    /// <summary>The host that URIs and endpoints name, without port.</summary>
    public string PublicHost { get; init; } = "localhost";

    /// <summary>The port of the API.</summary>
    public int Port { get; init; } = 4566;
}
