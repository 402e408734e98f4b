using System.Text.Json.Serialization;

namespace Virga.Docker.Engine.Model;

/// <summary>The engine's error document.</summary>
internal sealed record EngineMessage
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }
}

/// <summary>The answer to a call that made something.</summary>
internal sealed record CreatedObject
{
    public required string Id { get; init; }
}

/// <summary>Which engine it is.</summary>
internal sealed record EngineVersion
{
    public string? Version { get; init; }

    public string? ApiVersion { get; init; }

    public string? Os { get; init; }

    public string? Arch { get; init; }

    public string? KernelVersion { get; init; }
}

/// <summary>What the engine can do and where it runs.</summary>
internal sealed record EngineInfo
{
    public string? ID { get; init; }

    public string? Name { get; init; }

    public string? ServerVersion { get; init; }

    public string? OperatingSystem { get; init; }

    public string? OSType { get; init; }

    /// <summary>As uname has it: x86_64, aarch64.</summary>
    public string? Architecture { get; init; }

    public string? Driver { get; init; }

    public string? CgroupVersion { get; init; }

    public int NCPU { get; init; }

    /// <summary>Bytes.</summary>
    public long MemTotal { get; init; }

    public IReadOnlyList<string>? SecurityOptions { get; init; }
}

/// <summary>Something that happened in the engine.</summary>
internal sealed record EngineEvent
{
    /// <summary>container, image, volume, network, daemon …</summary>
    public string? Type { get; init; }

    /// <summary>create, start, die, destroy …</summary>
    public string? Action { get; init; }

    public EventActor? Actor { get; init; }

    /// <summary>Unix time in nanoseconds.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNanoseconds { get; init; }
}

/// <summary>What an event is about; the attributes hold its labels, and the exit code of one that died.</summary>
internal sealed record EventActor
{
    public string? ID { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}

/// <summary>A volume to make.</summary>
internal sealed record VolumeSpec
{
    public string? Name { get; init; }

    public string? Driver { get; init; }

    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>A named volume.</summary>
internal sealed record EngineVolume
{
    public required string Name { get; init; }

    public string? Driver { get; init; }

    public string? Mountpoint { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>The answer to "list volumes".</summary>
internal sealed record VolumeList
{
    public List<EngineVolume>? Volumes { get; init; }
}

/// <summary>A network to make.</summary>
internal sealed record NetworkSpec
{
    public required string Name { get; init; }

    public string? Driver { get; init; }

    public bool? Internal { get; init; }

    public bool? EnableIPv6 { get; init; }

    public AddressPlan? IPAM { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>The address ranges of a network.</summary>
internal sealed record AddressPlan
{
    public string? Driver { get; init; }

    public IReadOnlyList<AddressRange>? Config { get; init; }
}

/// <summary>A range in CIDR form and its gateway.</summary>
internal sealed record AddressRange
{
    public string? Subnet { get; init; }

    public string? IPRange { get; init; }

    public string? Gateway { get; init; }
}

/// <summary>A network as it is.</summary>
internal sealed record EngineNetwork
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Driver { get; init; }

    public bool Internal { get; init; }

    public AddressPlan? IPAM { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>By container id; only in an inspection.</summary>
    public IReadOnlyDictionary<string, NetworkMember>? Containers { get; init; }
}

/// <summary>A container in a network. The address has its prefix length.</summary>
internal sealed record NetworkMember
{
    public string? Name { get; init; }

    public string? MacAddress { get; init; }

    public string? IPv4Address { get; init; }
}

/// <summary>The body of "connect" and "disconnect".</summary>
internal sealed record NetworkConnection
{
    public required string Container { get; init; }

    public EndpointSettings? EndpointConfig { get; init; }

    public bool? Force { get; init; }
}
