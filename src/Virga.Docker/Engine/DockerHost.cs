namespace Virga.Docker.Engine;

/// <summary>
/// Where the engine listens, as <c>DOCKER_HOST</c> states it: <c>unix:///path</c> or <c>tcp://host:port</c>. Either
/// <see cref="SocketPath"/> or <see cref="Name"/> with <see cref="Port"/> is set.
/// </summary>
internal sealed record DockerHost(string? SocketPath, string? Name, int Port)
{
    public const string DefaultAddress = "unix:///var/run/docker.sock";

    /// <summary>The port Docker's documentation gives to an engine without TLS.</summary>
    public const int DefaultPort = 2375;

    /// <summary>The address in the environment, or the default one. Throws <see cref="FormatException"/>.</summary>
    public static DockerHost FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY") is { Length: > 0 })
            throw new FormatException("DOCKER_TLS_VERIFY is set, but TLS to the engine is not supported; " +
                "forward its socket (ssh -L ./docker.sock:/var/run/docker.sock HOST) and set DOCKER_HOST to that.");
        return Parse(Environment.GetEnvironmentVariable("DOCKER_HOST"));
    }

    /// <summary>Throws <see cref="FormatException"/> with a message that names the culprit and the way out.</summary>
    public static DockerHost Parse(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) address = DefaultAddress;
        address = address.Trim();
        if (address.StartsWith('/')) return Unix(address, address);
        var (scheme, location) = Split(address);
        return scheme switch
        {
            "unix" => Unix(location, address),
            "tcp" or "http" => Tcp(location, address),
            "ssh" => throw new FormatException($"DOCKER_HOST={address}: ssh is not supported; forward the socket " +
                "(ssh -L ./docker.sock:/var/run/docker.sock HOST) and set DOCKER_HOST to that."),
            "npipe" => throw new FormatException($"DOCKER_HOST={address}: named pipes are not supported; run in WSL."),
            "https" => throw new FormatException($"DOCKER_HOST={address}: TLS to the engine is not supported."),
            _ => throw new FormatException($"DOCKER_HOST={address}: expected unix:///path or tcp://host:port."),
        };
    }

    public override string ToString() => SocketPath is null ? $"tcp://{Name}:{Port}" : $"unix://{SocketPath}";

    private static (string Scheme, string Location) Split(string address)
    {
        var at = address.IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? ("", address) : (address[..at].ToLowerInvariant(), address[(at + 3)..]);
    }

    private static DockerHost Unix(string path, string address) =>
        path.StartsWith('/')
            ? new(path, null, 0)
            : throw new FormatException($"DOCKER_HOST={address}: the path of the socket must be absolute.");

    private static DockerHost Tcp(string authority, string address)
    {
        authority = authority.TrimEnd('/');
        if (!Uri.TryCreate("tcp://" + authority, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || uri.AbsolutePath is not ("" or "/") || uri.UserInfo.Length > 0)
            throw new FormatException($"DOCKER_HOST={address}: expected tcp://host:port.");
        return new(null, uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : DefaultPort);
    }
}
