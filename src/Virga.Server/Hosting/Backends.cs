using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Docker.Backend;
using Virga.Docker.Devices;
using Virga.Docker.Engine;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.Libvirt;
using Virga.Libvirt.Domains;
using Virga.Server.Configuration;
using Virga.Server.Fabric;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>Makes the backends that a run has.</summary>
internal static class Backends
{
    /// <param name="options">The settings.</param>
    /// <param name="store">The World.</param>
    /// <param name="disks">Where the bytes of volumes are, or null.</param>
    /// <param name="ports">Host ports that lead into machines.</param>
    /// <param name="networks">What machines are plugged into.</param>
    /// <param name="include">What an instance finds at a URL of its metadata service, or null.</param>
    /// <param name="log">Where to log.</param>
    public static IReadOnlyList<IBackend> Of(
        ServerOptions options, Store store, DiskStore? disks, HostPorts ports, IMachineNetworks networks,
        Func<string, string, byte[]?> include, ILoggerFactory log)
    {
        var backends = new List<IBackend>();
        if (options.Rules.Backends.Contains("docker"))
        {
            var settings = new DockerSettings(HomeOf(options), options.PullsImages)
            {
                Include = include,
                Init = options.Containers.Init,
                HasLimits = options.Containers.HasLimits,
                Flags = options.Containers.Flags,
                Images = options.Containers.Images,
                MayMount = options.MountsBlockDevices,
                GuestSocket = options.Containers.HasSocket ? "/var/run/docker.sock" : null,
                Registry = new OwnRegistry(options, store).LocateAsync,
            };
            var devices = disks is null || !options.Rules.DiskBackends.Contains("docker")
                ? null
                : new BlockDevices(Engine(), disks, options.MountsBlockDevices);
            backends.Add(new DockerBackend(
                Engine(), networks, ports, devices, settings, TimeProvider.System, log.CreateLogger<DockerBackend>()));
        }

        if (options.Rules.Backends.Contains("libvirt"))
        {
            backends.Add(new LibvirtBackend(
                OfLibvirt(options, store, disks) with { Networks = networks, Ports = ports },
                TimeProvider.System, log.CreateLogger<LibvirtBackend>()));
        }

        return backends;
    }

    /// <summary>
    /// The fabric; null where there is no engine. Virtual machines use it even where containers are not wanted.
    /// </summary>
    public static FabricNetworks? Networks(
        ServerOptions options, Store store, MetadataHost metadata, ILoggerFactory log)
    {
        var backends = options.Rules.Backends;
        if (!backends.Contains("docker") && !(backends.Contains("libvirt") && IsDockerLikely())) return null;
        var engine = Engine();
        var container = new FabricContainer(engine, FabricNameOf(options), FabricProgram.OfThisProcess);
        return new(
            options.Fabric, options.Endpoint, store, engine, container,
            new GuestCalls(metadata, options.Endpoint),
            new FlowLogDelivery(
                FlowLogFolder(options), options.Fabric.FlowLogIntervalSeconds, store,
                log.CreateLogger<FlowLogDelivery>()),
            log.CreateLogger<FabricNetworks>());
    }

    /// <summary>
    /// In the data directory; of a run without one, in a place that another port's run does not have.
    /// </summary>
    private static string FlowLogFolder(ServerOptions options) => options.DataDirectory is { } directory
        ? Path.Combine(directory, "flow-logs")
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "virga", $"flow-logs-{options.Endpoint.Port}");

    /// <summary>Of the fabric's container: two emulators of one engine have two.</summary>
    public static string FabricNameOf(ServerOptions options) => $"virga-fabric.{HomeOf(options)}";

    /// <summary>The engine that this environment names.</summary>
    public static DockerEngine Engine() =>
        new(DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);

    /// <summary>Whether a hypervisor was named that is not this machine's, or this machine's answers.</summary>
    public static bool IsLibvirtLikely(string uri) =>
        uri != "qemu:///system"
        || File.Exists("/run/libvirt/libvirt-sock")
        || File.Exists("/run/libvirt/virtqemud-sock");

    private static LibvirtOptions OfLibvirt(ServerOptions options, Store store, DiskStore? disks)
    {
        // A remote hypervisor may serve the emulators of several machines.
        var owner = $"{Environment.MachineName}-{HomeOf(options)}";
        var home = options.DataDirectory is { } directory
            ? Path.Combine(directory, "libvirt")
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "virga");
        var machines = options.VirtualMachines;
        return new()
        {
            Uri = machines.Uri,
            Pool = machines.Pool,
            Network = machines.Network,
            Owner = owner,
            LedgerPath = Path.Combine(home, $"disks-{owner}.json"),
            IsKept = options.DataDirectory is not null,
            Accelerator = machines.Accelerator switch
            {
                "kvm" => Accelerator.Kvm,
                "emulation" => Accelerator.Emulation,
                _ => null,
            },
            ExtraUser = machines.User,
            HasSeed = machines.HasSeed,
            Disks = options.Rules.DiskBackends.Contains("libvirt") ? disks : null,
            ExistingDisks = () => store.World.Partitions.Values
                .SelectMany(partition => partition.Table<VolumeRow>().Select(volume => volume.Id)
                    .Concat(partition.Table<SnapshotRow>().Select(snapshot => snapshot.Id)))
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>What health says of a run that can only simulate.</summary>
    public static PartHealth NoneFound { get; } = new(
        "docker", "off", "no engine is used here, so all instances are simulated; see `virga doctor`");

    /// <summary>What health says of an engine that is named so that it cannot be asked, or null.</summary>
    public static PartHealth? Unaddressable(ServerOptions options) =>
        options.Backend == "auto" && UnaddressableBecause() is { } reason
            ? new("docker", "unavailable", reason)
            : null;

    /// <summary>Why the environment's address of an engine is none that can be asked, or null.</summary>
    public static string? UnaddressableBecause()
    {
        try
        {
            DockerHost.FromEnvironment();
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Whether an engine was named or its socket is where it always is.</summary>
    public static bool IsDockerLikely() => UnaddressableBecause() is null && IsDockerNamed();

    private static bool IsDockerNamed() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST")) || File.Exists("/var/run/docker.sock");

    /// <summary>
    /// Tells this emulator's machines from those of another one on the same engine: by its data directory, or by its
    /// port, which no other can have at the same time.
    /// </summary>
    public static string HomeOf(ServerOptions options) => options.DataDirectory is { } directory
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16]
        : $"memory-{options.Endpoint.Port}";
}
