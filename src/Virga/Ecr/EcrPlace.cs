using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr;

/// <summary>The registry of an account and region: how requests name it, and how it names its repositories.</summary>
internal static class EcrPlace
{
    /// <summary>The registry that a request names; the caller's own when it names none.</summary>
    public static WorldView Registry(this WorldView at, string? registryId) =>
        registryId is null || registryId == at.Account ? at : at.At(at.Scope with { Account = registryId });

    /// <summary>The same for a change.</summary>
    public static Change Registry(this Change change, string? registryId) =>
        registryId is null || registryId == change.Account
            ? change
            : change.At(change.Scope with { Account = registryId });

    /// <summary>The repository, when the caller may do this to it.</summary>
    /// <param name="at">The registry.</param>
    /// <param name="name">The repository's name.</param>
    /// <param name="action">Such as <c>ecr:PutImage</c>; needed where the registry is another account's.</param>
    public static RepositoryRow Repository(this WorldView at, string? name, string action)
    {
        var row = at.Find<RepositoryRow>(name) ?? throw EcrErrors.RepositoryNotFound(name ?? "", at.Account);
        RepositoryAccess.Check(at, row, action);
        return row;
    }

    public static string ArnOf(WorldView at, string name) =>
        $"arn:aws:ecr:{at.Region}:{at.Account}:repository/{name}";

    /// <summary>The name of a repository of this account and region in an ARN.</summary>
    public static string NameIn(WorldView at, string? arn)
    {
        var parts = (arn ?? "").Split(':', 6);
        if (parts.Length < 6 || parts[2] != "ecr" || !parts[5].StartsWith("repository/", StringComparison.Ordinal))
            throw EcrErrors.InvalidParameter("resourceArn", "Invalid ARN");
        return parts[5]["repository/".Length..];
    }

    /// <summary>The host and port of a registry as clients should name it, by how this client came here.</summary>
    public static string HostOf(WorldView at)
    {
        var (host, port) = Endpoint(at);
        if (at.Rules.EcrUriStyle == "path") return port is null ? LocalHost(host) : $"{LocalHost(host)}:{port}";
        var domain = host.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? "amazonaws.com" : LocalHost(host);
        var name = $"{at.Account}.dkr.ecr.{at.Region}.{domain}";
        return port is null ? name : $"{name}:{port}";
    }

    /// <summary>The same as a URL, by plain HTTP or TLS as this client came.</summary>
    public static string UrlOf(WorldView at) => $"{(at.Caller.IsSecure ? "https" : "http")}://{HostOf(at)}";

    /// <summary>The URI of a repository, as docker takes it.</summary>
    public static string UriOf(WorldView at, string name) => at.Rules.EcrUriStyle == "path"
        ? $"{HostOf(at)}/{at.Account}/{at.Region}/{name}"
        : $"{HostOf(at)}/{name}";

    private static (string Host, string? Port) Endpoint(WorldView at)
    {
        if (at.Caller.Endpoint is not { Length: > 0 } endpoint)
            return (at.Rules.PublicHost, at.Rules.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var colon = endpoint.LastIndexOf(':');
        return colon < 0 || endpoint.EndsWith(']') ? (endpoint, null) : (endpoint[..colon], endpoint[(colon + 1)..]);
    }

    /// <summary>
    /// An address has no subdomains, so loopback is named; other names are the client's own way to us.
    /// </summary>
    private static string LocalHost(string host) =>
        host is "127.0.0.1" or "[::1]" or "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
            || System.Net.IPAddress.TryParse(host, out _)
            ? "localhost"
            : host;
}
