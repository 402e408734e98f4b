using Virga.Compute;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Backend;

/// <summary>
/// Flags of <c>docker run</c> that a user wants for every instance: those of LocalStack's EC2_DOCKER_FLAGS that make
/// sense for a machine.
/// </summary>
internal sealed record ContainerFlags
{
    public bool IsPrivileged { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary><c>source:target[:ro]</c>.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary><c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary><c>linux/amd64</c>; null for the engine's own.</summary>
    public string? Platform { get; init; }

    /// <summary>Reads flags as a command line has them, without quotes.</summary>
    /// <exception cref="FormatException">A flag is not known, or has no value.</exception>
    public static ContainerFlags Parse(string text)
    {
        var flags = new ContainerFlags();
        var words = new Queue<string>(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out var word))
        {
            var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=') : -1;
            var name = equals < 0 ? word : word[..equals];
            if (name == "--privileged")
            {
                flags = flags with { IsPrivileged = equals < 0 || word[(equals + 1)..] == "true" };
                continue;
            }

            var value = equals >= 0 ? word[(equals + 1)..]
                : words.TryDequeue(out var next) ? next
                : throw new FormatException($"{name} has no value");
            flags = name switch
            {
                "-e" or "--env" => flags with { Environment = [.. flags.Environment, value] },
                "-v" or "--volume" => flags with { Volumes = [.. flags.Volumes, value] },
                "--cap-add" => flags with { Capabilities = [.. flags.Capabilities, value] },
                "--platform" => flags with { Platform = value },
                _ => throw new FormatException($"the flag {name} is not known"),
            };
        }

        return flags;
    }

    /// <summary>A container with the flags, and with what the settings say of machines.</summary>
    public static ContainerSpec Apply(ContainerSpec spec, Machine machine, DockerSettings settings)
    {
        var flags = settings.Flags;
        var host = spec.HostConfig ?? new();
        var socket = settings.GuestSocket is { } path ? (string[])[$"{path}:/var/run/docker.sock"] : [];
        return spec with
        {
            Platform = flags.Platform ?? spec.Platform,
            Env = [.. spec.Env ?? [], .. flags.Environment],
            HostConfig = host with
            {
                Privileged = flags.IsPrivileged ? true : host.Privileged,
                CapAdd = flags.Capabilities.Count == 0 ? host.CapAdd : [.. host.CapAdd ?? [], .. flags.Capabilities],
                Binds = flags.Volumes.Count + socket.Length == 0
                    ? host.Binds
                    : [.. host.Binds ?? [], .. flags.Volumes, .. socket],
                Memory = settings.HasLimits ? machine.MemoryMiB * 1024L * 1024 : host.Memory,
                MemorySwap = settings.HasLimits ? machine.MemoryMiB * 1024L * 1024 : host.MemorySwap,
                NanoCpus = settings.HasLimits
                    ? Math.Min(machine.VCpus, System.Environment.ProcessorCount) * 1_000_000_000L
                    : host.NanoCpus,
            },
        };
    }
}
