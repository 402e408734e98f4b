using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Backend;
using Virga.Ec2;
using Virga.Ec2.Images.Catalogue;
using Virga.Ecr.Signing;
using Virga.Network;
using Virga.Server.Fabric;
using Virga.Service;
using Virga.Docker.Registry;
using Virga.State;

namespace Virga.Server.Configuration;

/// <summary>The settings of a server, read and checked once at start.</summary>
internal sealed record ServerOptions
{
    public required IPEndPoint Endpoint { get; init; }

    /// <summary>What was set without effect; said at start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Where the state is kept, or null for memory.</summary>
    public required string? DataDirectory { get; init; }

    /// <summary>What the user asked for: <c>auto</c>, <c>docker</c>, <c>libvirt</c> or <c>mock</c>.</summary>
    public required string Backend { get; init; }

    public required Rules Rules { get; init; }

    public required ulong Seed { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>Host ports that lead to port 22 of instances, both included.</summary>
    public required (int First, int Last) SshPorts { get; init; }

    /// <summary>Host port of the metadata service; 0 for none.</summary>
    public int MetadataPort { get; init; }

    /// <summary>The file with keys of OpenID Connect issuers, or null.</summary>
    public string? StsIssuerKeys { get; init; }

    /// <summary>The command that scans images, or null.</summary>
    public string? EcrScanner { get; init; }

    /// <summary>The keys by which signatures of images are checked, or null.</summary>
    public SigningKeys? EcrSigningKeys { get; init; }

    /// <summary>Whether unsigned images that a signing rule covers are not given out.</summary>
    public bool RefusesUnsigned { get; init; }

    /// <summary>The file with credentials of upstream registries, or null.</summary>
    public string? EcrUpstreamCredentials { get; init; }

    /// <summary>A further port for the registry; 0 for none.</summary>
    public int EcrPort { get; init; }

    /// <summary>What keeps the bytes of images in place of our own files, or null.</summary>
    public BackingOptions? Backing { get; init; }

    /// <summary>Whether the ports take TLS besides plain HTTP.</summary>
    public bool HasTls { get; init; }

    public required bool PullsImages { get; init; }

    public ContainerOptions Containers { get; init; } = new();

    /// <summary>What stands for S3, or null.</summary>
    public string? Buckets { get; init; }

    /// <summary>Whether guests get the rights that mount(2) needs.</summary>
    public bool MountsBlockDevices { get; init; }

    public VirtualMachineOptions VirtualMachines { get; init; } = new();

    public FabricOptions Fabric { get; init; } = new();

    /// <exception cref="SettingException">A value cannot be.</exception>
    public static ServerOptions From(SettingValues values)
    {
        var port = values.Number(Settings.Port, 1, 65_535);
        var sshPorts = (
            values.Number(Settings.SshPortStart, 1, 65_535),
            values.Number(Settings.SshPortEnd, 1, 65_535));
        if (sshPorts.Item2 < sshPorts.Item1)
            throw values.Wrong(Settings.SshPortEnd, $"at least {sshPorts.Item1}, the first port");
        return new()
        {
            Endpoint = new(values.Address(Settings.Host), port),
            Warnings = values.Warnings,
            DataDirectory = values.Optional(Settings.Data) is { } data ? Path.GetFullPath(data) : null,
            Backend = BackendOf(values),
            Rules = RulesOf(values, port),
            Seed = SeedOf(values),
            LogLevel = Enum.Parse<LogLevel>(
                values.Choice(Settings.LogLevel, "Trace", "Debug", "Information", "Warning", "Error", "None")),
            SshPorts = sshPorts,
            MetadataPort = values.Number(Settings.MetadataPort, 0, 65_535),
            StsIssuerKeys = values.ExistingFile(Settings.StsIssuerKeys),
            EcrScanner = values.Optional(Settings.EcrScanner),
            EcrSigningKeys = SigningKeysOf(values),
            RefusesUnsigned = values.Choice(Settings.EcrUnsigned, "allow", "refuse") == "refuse",
            EcrUpstreamCredentials = values.ExistingFile(Settings.EcrUpstreamCredentials),
            EcrPort = values.Number(Settings.EcrPort, 0, 65_535),
            Backing = BackingOf(values),
            HasTls = values.Truth(Settings.Tls),
            PullsImages = values.Truth(Settings.PullImages),
            Containers = new()
            {
                Init = values.Choice(Settings.Init, "auto", "image", "virga"),
                HasLimits = values.Truth(Settings.Limits),
                Flags = FlagsOf(values),
                HasSocket = values.Truth(Settings.DockerSocket),
                Images = ImagesOf(values),
            },
            Buckets = values.ExistingDirectory(Settings.Buckets),
            Fabric = FabricOf(values),
            MountsBlockDevices = values.Truth(Settings.MountBlockDevices),
            VirtualMachines = VirtualMachinesOf(values),
        };
    }

    private static VirtualMachineOptions VirtualMachinesOf(SettingValues values)
    {
        var user = values.Optional(Settings.VmUser);
        var hasSeed = values.Truth(Settings.VmSeed);
        if (user is not null && !hasSeed)
            throw values.Wrong(Settings.VmSeed, "true, since the further user is made by the seed");
        return new(
            values.Text(Settings.HypervisorUri),
            values.Text(Settings.LibvirtPool),
            values.Text(Settings.LibvirtNetwork),
            values.Choice(Settings.VmAccelerator, "auto", "kvm", "emulation"),
            user)
        {
            HasSeed = hasSeed,
        };
    }

    private static SigningKeys? SigningKeysOf(SettingValues values)
    {
        if (values.Optional(Settings.EcrSigningKeys) is not { } text) return null;
        try
        {
            return SigningKeys.Read(text);
        }
        catch (FormatException wrong)
        {
            throw values.Wrong(Settings.EcrSigningKeys, $"files of PEM public keys: {wrong.Message}");
        }
    }

    private static IReadOnlyList<HostImage> ImagesOf(SettingValues values)
    {
        if (values.Optional(Settings.Images) is not { } path) return [];
        try
        {
            return ImageTable.Parse(File.ReadAllText(path), File.GetLastWriteTimeUtc(path));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException)
        {
            throw values.Wrong(Settings.Images, $"a file of images ({wrong.Message})");
        }
    }

    private static BackingOptions? BackingOf(SettingValues values)
    {
        if (values.Choice(Settings.EcrBackend, "builtin", "registry") == "builtin") return null;
        var first = values.Number(Settings.EcrRegistryPortStart, 1, 65_535);
        var last = values.Number(Settings.EcrRegistryPortEnd, 1, 65_535);
        if (last < first) throw values.Wrong(Settings.EcrRegistryPortEnd, $"at least {first}, the first port");
        Uri? address = null;
        if (values.Optional(Settings.EcrRegistry) is { } text
            && (!Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
            throw values.Wrong(Settings.EcrRegistry, "an address such as http://localhost:5000");
        return new(address, new(
            values.Text(Settings.EcrRegistryImage), values.Text(Settings.EcrRegistryContainer), (first, last),
            values.Truth(Settings.EcrRegistryKeep)));
    }

    private static FabricOptions FabricOf(SettingValues values) => new()
    {
        Choice = Enum.Parse<FabricChoice>(values.Choice(Settings.Network, "Auto", "Fabric", "Bridge")),
        Internet = Enum.Parse<InternetReach>(values.Choice(Settings.Internet, "Internet", "Host", "None")),
        IsSshFiltered = values.Choice(Settings.Ssh, "console", "network") == "network",
        FlowLogIntervalSeconds = values.Number(Settings.FlowLogInterval, 0, 600),
        HasHostRoutes = values.Choice(Settings.HostRoutes, "auto", "off") == "auto",
    };

    private static Rules RulesOf(SettingValues values, int port) => new()
    {
        DefaultAccountId = AccountOf(values),
        IsAuthEnforced = values.Choice(Settings.Auth, "issued", "enforce") == "enforce",
        TransitionScale = IsTimed(values) ? 1 : 0,
        UnknownAmiGetsDefault = values.Choice(Settings.UnknownAmi, "error", "default") == "default",
        DefaultAmi = DefaultAmiOf(values),
        AreQuotasEnforced = values.Choice(Settings.Quotas, "none", "aws") == "aws",
        ShowsBackendTag = values.Truth(Settings.BackendTag),
        RecycleBinDays = values.Number(Settings.RecycleBin, 0, 365),
        HasBuckets = values.Optional(Settings.Buckets) is not null,
        Port = port,
        Backends = BackendsOf(values),
        DiskBackends = [.. BackendsOf(values).Where(backend =>
            Hosting.Disks.AreReal(backend, values.Text(Settings.HypervisorUri)))],
        EcrUriStyle = values.Choice(Settings.EcrUriStyle, "host", "hostname", "path") == "path" ? "path" : "host",
        IsEcrAnonymous = values.Truth(Settings.EcrAnonymous),
        HasEcrScanner = values.Optional(Settings.EcrScanner) is not null,
    };

    /// <summary>
    /// Floci's variable for machines that are not real also means that nothing takes time (its EC2 page,
    /// "Configuration").
    /// </summary>
    private static bool IsTimed(SettingValues values) =>
        values.Choice(Settings.Transitions, "timed", "instant") == "timed"
        && (values.IsGiven(Settings.Transitions) || !values.IsGivenBy(Settings.Mock, Settings.FlociMock)
            || !values.Truth(Settings.Mock));

    /// <summary>An id of the form that AWS gives may be an image's that is made later.</summary>
    private static string DefaultAmiOf(SettingValues values)
    {
        var id = values.Text(Settings.DefaultAmi);
        return !values.IsGiven(Settings.DefaultAmi) || Ids.IsWellFormed("ami", id)
            || AmiCatalogue.Find("us-east-1", id) is not null || ImagesOf(values).Any(image => image.ImageId == id)
                ? id
                : throw values.Wrong(
                    Settings.DefaultAmi, "the id of an AMI: of the catalogue, of VIRGA_EC2_IMAGES, or ami- and hex");
    }

    /// <summary>What may run instances. An engine that is not there now may come later; a socket decides.</summary>
    private static string[] BackendsOf(SettingValues values) => BackendOf(values) switch
    {
        "auto" =>
        [
            .. Hosting.Backends.IsDockerLikely() ? ["docker"] : (string[])[],
            .. Hosting.Backends.IsLibvirtLikely(values.Text(Settings.HypervisorUri)) ? ["libvirt"] : (string[])[],
            "mock",
        ],
        "mock" => ["mock"],
        var one => [one, "mock"],
    };

    private static string BackendOf(SettingValues values) => values.Truth(Settings.Mock)
        ? "mock"
        : values.Choice(Settings.Backend, "auto", "docker", "libvirt", "mock");

    private static string AccountOf(SettingValues values)
    {
        var account = values.Text(Settings.DefaultAccountId);
        return account.Length == 12 && account.All(char.IsAsciiDigit)
            ? account
            : throw values.Wrong(Settings.DefaultAccountId, "12 digits");
    }

    private static ContainerFlags FlagsOf(SettingValues values)
    {
        try
        {
            return ContainerFlags.Parse(values.Text(Settings.DockerFlags));
        }
        catch (FormatException wrong)
        {
            throw values.Wrong(Settings.DockerFlags, $"flags of docker run: {wrong.Message}");
        }
    }

    private static ulong SeedOf(SettingValues values)
    {
        if (values.Optional(Settings.Seed) is not { } text)
            return ProcessSeed.Next();
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw values.Wrong(Settings.Seed, "a number");
    }
}

/// <summary>How containers run.</summary>
internal sealed record ContainerOptions
{
    /// <summary><c>auto</c>, <c>image</c> or <c>virga</c>.</summary>
    public string Init { get; init; } = "auto";

    public bool HasLimits { get; init; }

    public ContainerFlags Flags { get; init; } = new();

    /// <summary>AMIs that a file names.</summary>
    public IReadOnlyList<HostImage> Images { get; init; } = [];

    public bool HasSocket { get; init; }
}

/// <summary>A CNCF distribution server that keeps the bytes of images.</summary>
/// <param name="Address">Where somebody runs it; null: a container of ours.</param>
/// <param name="Container">That container.</param>
internal sealed record BackingOptions(Uri? Address, ManagedRegistryOptions Container);

/// <summary>Where virtual machines run, and how.</summary>
/// <param name="Uri">The hypervisor, as libvirt names it.</param>
/// <param name="Pool">The storage pool with AMIs and disks.</param>
/// <param name="Network">libvirt's network, for machines outside the fabric.</param>
/// <param name="Accelerator"><c>auto</c>, <c>kvm</c> or <c>emulation</c>.</param>
/// <param name="User">A user beside the image's own, or null.</param>
internal sealed record VirtualMachineOptions(
    string Uri = "qemu:///system",
    string Pool = "default",
    string Network = "default",
    string Accelerator = "auto",
    string? User = null)
{
    /// <summary>Whether a machine on the fabric has a NoCloud disk beside its metadata service.</summary>
    public bool HasSeed { get; init; } = true;
}
