namespace Virga.Docker.Engine.Model;

/// <summary>How a container stands on its host. Members that are null are not sent.</summary>
internal sealed record HostConfig
{
    /// <summary><c>source:target[:ro]</c>.</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    public IReadOnlyList<Mount>? Mounts { get; init; }

    /// <summary>Container port (<c>22/tcp</c>) to host ports.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }

    public string? NetworkMode { get; init; }

    public IReadOnlyList<string>? Dns { get; init; }

    public IReadOnlyList<string>? DnsSearch { get; init; }

    public IReadOnlyList<string>? DnsOptions { get; init; }

    /// <summary><c>name:address</c>.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public bool? Privileged { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    /// <summary>Paths the engine hides; an empty list hides none.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    public IReadOnlyList<string>? ReadonlyPaths { get; init; }

    public IReadOnlyList<DeviceMapping>? Devices { get; init; }

    /// <summary>As the devices cgroup has them: <c>b 7:* rwm</c>.</summary>
    public IReadOnlyList<string>? DeviceCgroupRules { get; init; }

    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes of memory and swap together; -1 is without limit.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>Billionths of a CPU.</summary>
    public long? NanoCpus { get; init; }

    public long? PidsLimit { get; init; }

    /// <summary>Bytes of /dev/shm.</summary>
    public long? ShmSize { get; init; }

    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    public IReadOnlyList<UserLimit>? Ulimits { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }

    public bool? AutoRemove { get; init; }

    public bool? Init { get; init; }

    public bool? ReadonlyRootfs { get; init; }

    public string? PidMode { get; init; }

    public string? IpcMode { get; init; }

    public string? CgroupnsMode { get; init; }

    public string? CgroupParent { get; init; }

    public string? UsernsMode { get; init; }

    public string? Runtime { get; init; }

    public LogConfig? LogConfig { get; init; }
}

/// <summary>A mount: <c>volume</c>, <c>bind</c> or <c>tmpfs</c>.</summary>
internal sealed record Mount
{
    public required string Type { get; init; }

    public string? Source { get; init; }

    public required string Target { get; init; }

    public bool? ReadOnly { get; init; }

    public VolumeOptions? VolumeOptions { get; init; }

    public BindOptions? BindOptions { get; init; }
}

/// <summary>What is special about a mounted volume.</summary>
internal sealed record VolumeOptions
{
    /// <summary>Leaves a new volume empty instead of copying what the image has at the target.</summary>
    public bool? NoCopy { get; init; }
}

/// <summary>What is special about a bind.</summary>
internal sealed record BindOptions
{
    public string? Propagation { get; init; }
}

/// <summary>A port of the host. The port is a decimal number; empty lets the engine choose.</summary>
internal sealed record PortBinding
{
    public string? HostIp { get; init; }

    public string? HostPort { get; init; }
}

/// <summary>A device of the host inside the container.</summary>
internal sealed record DeviceMapping
{
    public required string PathOnHost { get; init; }

    public required string PathInContainer { get; init; }

    public string CgroupPermissions { get; init; } = "rwm";
}

/// <summary>A limit of setrlimit.</summary>
internal sealed record UserLimit
{
    public required string Name { get; init; }

    public long Soft { get; init; }

    public long Hard { get; init; }
}

/// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</summary>
internal sealed record RestartPolicy
{
    public string? Name { get; init; }

    public int? MaximumRetryCount { get; init; }
}

/// <summary>Where the engine keeps the output.</summary>
internal sealed record LogConfig
{
    public string? Type { get; init; }

    public IReadOnlyDictionary<string, string>? Config { get; init; }
}
