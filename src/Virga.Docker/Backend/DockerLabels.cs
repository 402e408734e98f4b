using Virga.Compute;

namespace Virga.Docker.Backend;

/// <summary>By what Virga knows its own containers again.</summary>
internal static class DockerLabels
{
    /// <summary>The instance that a container is the machine of.</summary>
    public const string Instance = "virga.instance";

    /// <summary>
    /// The emulator that made it: two of them on one engine must not sweep each other's containers.
    /// </summary>
    public const string Home = "virga.home";

    public const string Account = "virga.account";
    public const string Region = "virga.region";
    public const string Image = "virga.image-id";

    /// <summary>The first of the loop devices that the container may use.</summary>
    public const string Devices = "virga.devices";

    /// <summary>The name of an instance's container.</summary>
    public static string NameOf(string instanceId) => $"virga-ec2.{instanceId}";
}

/// <summary>What the server tells the backend.</summary>
/// <param name="Home">The value of <see cref="DockerLabels.Home"/>.</param>
/// <param name="PullsImages">Whether an image that is not on the machine is pulled.</param>
internal sealed record DockerSettings(string Home, bool PullsImages)
{
    /// <summary><c>auto</c>, <c>image</c> or <c>virga</c>: whose init is PID 1.</summary>
    public string Init { get; init; } = "auto";

    /// <summary>AMIs that the user's table names.</summary>
    public IReadOnlyList<HostImage> Images { get; init; } = [];

    /// <summary>What every container is made with beside.</summary>
    public ContainerFlags Flags { get; init; } = new();

    /// <summary>Whether processor and memory are limited to those of the instance type.</summary>
    public bool HasLimits { get; init; }

    /// <summary>Whether guests have the rights to mount their volumes.</summary>
    public bool MayMount { get; init; }

    /// <summary>The engine's socket on its host, for guests to have; null for none.</summary>
    public string? GuestSocket { get; init; }

    /// <summary>
    /// Where the engine pulls a reference that is this emulator's own (<c>ecr://</c>), and with which credentials.
    /// </summary>
    public Func<string, ValueTask<(string Reference, string Credentials)>>? Registry { get; init; }

    /// <summary>What a URL in an <c>#include</c> of an instance's user data leads to, or null.</summary>
    public Func<string, string, byte[]?> Include { get; init; } = static (_, _) => null;
}
