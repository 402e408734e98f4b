using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Backend;
using Virga.Docker.Engine;
using Virga.Server.Configuration;

namespace Virga.Server.Hosting;

/// <summary>Makes the backends that a run has.</summary>
internal static class Backends
{
    public static IReadOnlyList<IBackend> Of(ServerOptions options, HostPorts ports, ILoggerFactory log)
    {
        var backends = new List<IBackend>();
        if (options.Rules.Backends.Contains("docker"))
        {
            var engine = new DockerEngine(DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);
            var settings = new DockerSettings(HomeOf(options), options.PullsImages);
            backends.Add(new DockerBackend(
                engine, ports, settings, TimeProvider.System, log.CreateLogger<DockerBackend>()));
        }

        return backends;
    }

    /// <summary>Whether an engine was named or its socket is where it always is.</summary>
    public static bool IsDockerLikely() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST")) || File.Exists("/var/run/docker.sock");

    /// <summary>
    /// Tells this emulator's machines from those of another one on the same engine: by its data directory, or by its
    /// port, which no other can have at the same time.
    /// </summary>
    private static string HomeOf(ServerOptions options) => options.DataDirectory is { } directory
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16]
        : $"memory-{options.Endpoint.Port}";
}
