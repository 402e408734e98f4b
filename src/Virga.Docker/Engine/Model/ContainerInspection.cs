namespace Virga.Docker.Engine.Model;

/// <summary>All about one container, as far as it is used.</summary>
internal sealed record ContainerInspection
{
    public required string Id { get; init; }

    /// <summary>With the slash that Docker puts before it.</summary>
    public string? Name { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>The image's id.</summary>
    public string? Image { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public required ContainerState State { get; init; }

    public ContainerConfig? Config { get; init; }

    public HostConfig? HostConfig { get; init; }

    public NetworkSettings? NetworkSettings { get; init; }

    public IReadOnlyList<MountPoint>? Mounts { get; init; }

    public int RestartCount { get; init; }

    public string? Platform { get; init; }
}

/// <summary>What a container does at the moment.</summary>
internal sealed record ContainerState
{
    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string? Status { get; init; }

    public bool Running { get; init; }

    public bool Paused { get; init; }

    public bool Restarting { get; init; }

    public bool OOMKilled { get; init; }

    public bool Dead { get; init; }

    /// <summary>On the engine's host; 0 when it does not run.</summary>
    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public string? Error { get; init; }

    /// <summary>The year 1 when it never started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }
}

/// <summary>What a container was made of.</summary>
internal sealed record ContainerConfig
{
    public string? Hostname { get; init; }

    public string? Domainname { get; init; }

    public string? User { get; init; }

    public string? Image { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    public bool Tty { get; init; }

    public string? StopSignal { get; init; }
}

/// <summary>The networks a container is in.</summary>
internal sealed record NetworkSettings
{
    public string? SandboxKey { get; init; }

    /// <summary>Container port to host ports; null for one that is exposed only.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? Ports { get; init; }

    /// <summary>By the network's name.</summary>
    public IReadOnlyDictionary<string, EndpointSettings>? Networks { get; init; }
}

/// <summary>A container's place in a network; wanted (when connecting) or found.</summary>
internal sealed record EndpointSettings
{
    public EndpointAddress? IPAMConfig { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? NetworkID { get; init; }

    public string? EndpointID { get; init; }

    public string? Gateway { get; init; }

    public string? IPAddress { get; init; }

    public int? IPPrefixLen { get; init; }

    public string? MacAddress { get; init; }
}

/// <summary>The address a container wants in a network.</summary>
internal sealed record EndpointAddress
{
    public string? IPv4Address { get; init; }

    public string? IPv6Address { get; init; }
}

/// <summary>A mount as it was made.</summary>
internal sealed record MountPoint
{
    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Source { get; init; }

    public string? Destination { get; init; }

    public bool RW { get; init; }
}
