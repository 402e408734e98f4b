using System.Net;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>
/// The upstream registries that ECR knows (ECR User Guide, "Sync an upstream registry"), and besides those any on this
/// machine, by its loopback address.
/// </summary>
internal static class UpstreamRegistries
{
    private static readonly (string Host, string Name)[] Known =
    [
        ("registry-1.docker.io", UpstreamRegistry.DockerHub), ("public.ecr.aws", UpstreamRegistry.EcrPublic),
        ("quay.io", UpstreamRegistry.Quay), ("registry.k8s.io", UpstreamRegistry.K8s),
        ("ghcr.io", UpstreamRegistry.GithubContainerRegistry), ("cgr.dev", UpstreamRegistry.Chainguard),
        ("registry.gitlab.com", UpstreamRegistry.GitlabContainerRegistry),
    ];

    /// <summary>ECR's name of the registry at this address; null for one on this machine.</summary>
    /// <exception cref="AwsException">UnsupportedUpstreamRegistryException.</exception>
    public static string? NameOf(string url)
    {
        var host = url.Split('/')[0];
        foreach (var (known, name) in Known)
            if (host == known) return name;
        if (host.EndsWith(".azurecr.io", StringComparison.Ordinal)) return UpstreamRegistry.AzureContainerRegistry;
        if (host.Contains(".dkr.ecr.", StringComparison.Ordinal)) return UpstreamRegistry.Ecr;
        return IsLoopback(host) ? null : throw EcrErrors.UnsupportedUpstream(url);
    }

    /// <summary>A registry on this machine speaks plain HTTP, as docker assumes too.</summary>
    public static bool IsLoopback(string host)
    {
        var name = host.Split(':')[0];
        return name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
