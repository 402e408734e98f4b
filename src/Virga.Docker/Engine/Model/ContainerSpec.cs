namespace Virga.Docker.Engine.Model;

/// <summary>What a container is made of: the body of "create a container". Null members are not sent.</summary>
internal sealed record ContainerSpec
{
    public required string Image { get; init; }

    public string? Hostname { get; init; }

    public string? Domainname { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary><c>NAME=value</c>; a bare <c>NAME</c> takes it out of the image's own.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public bool? Tty { get; init; }

    public bool? OpenStdin { get; init; }

    public string? StopSignal { get; init; }

    /// <summary>Seconds.</summary>
    public int? StopTimeout { get; init; }

    /// <summary>Ports as <c>22/tcp</c>.</summary>
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    public HealthCheck? Healthcheck { get; init; }

    public HostConfig? HostConfig { get; init; }

    public NetworkingConfig? NetworkingConfig { get; init; }

    /// <summary><c>os/architecture</c>. Goes into the query, not into the body.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Platform { get; init; }
}

/// <summary>The JSON object without members.</summary>
internal sealed record EmptyObject;

/// <summary>A health check; <c>["NONE"]</c> turns the image's own off.</summary>
internal sealed record HealthCheck
{
    public IReadOnlyList<string>? Test { get; init; }
}

/// <summary>The networks a container starts in, by name.</summary>
internal sealed record NetworkingConfig
{
    public IReadOnlyDictionary<string, EndpointSettings>? EndpointsConfig { get; init; }
}
