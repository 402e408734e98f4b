using System.Net;
using System.Net.Sockets;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;
using Virga.Libvirt;
using Virga.Server.Configuration;
using Virga.Server.Fabric;

namespace Virga.Server.Hosting;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="IsFine">Whether it works here.</param>
/// <param name="Finding">What was seen.</param>
/// <param name="Fix">What to do about it, or null.</param>
internal sealed record Check(string Name, bool IsFine, string Finding, string? Fix);

/// <summary>Looks at what Virga needs of the machine. It leaves nothing behind.</summary>
internal static class Diagnosis
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Programs that users drive Virga with, and what each is for.</summary>
    private static readonly (string Program, string Purpose)[] Clients =
    [
        ("docker", "to push to and pull from the registry"),
        ("ssh", "to log in to instances"),
    ];

    public static async Task<IReadOnlyList<Check>> RunAsync(ServerOptions options, CancellationToken cancellation) =>
    [
        Port("api port", options.Endpoint, "choose another with --port, or end what listens there"),
        .. options.MetadataPort == 0 ? Array.Empty<Check>() : [MetadataPort(options)],
        SshPorts(options),
        Data(options),
        .. await EngineAsync(cancellation).ConfigureAwait(false),
        Libvirt(options),
        Kvm(),
        await FabricCheck.RunAsync(options, cancellation).ConfigureAwait(false),
        await AwsCliAsync(cancellation).ConfigureAwait(false),
        .. Clients.Select(client => Client(client.Program, client.Purpose)),
    ];

    private static Check Port(string name, IPEndPoint endpoint, string fix) => BusyBecause(endpoint) is { } reason
        ? new(name, false, $"{endpoint}: {reason}", fix)
        : new(name, true, $"{endpoint} is free", null);

    private static Check MetadataPort(ServerOptions options) => Port(
        "metadata port", new(options.Endpoint.Address, options.MetadataPort), "choose another with --ec2-imds-port");

    private static Check SshPorts(ServerOptions options)
    {
        var (first, last) = options.SshPorts;
        var free = Enumerable.Range(first, last - first + 1)
            .Count(port => BusyBecause(new(options.Endpoint.Address, port)) is null);
        return new(
            "ssh ports", free > 0, $"{free} of {last - first + 1} from {first} are free: one for each instance's ssh",
            free > 0 ? null : "choose others with --ec2-ssh-port-start and --ec2-ssh-port-end");
    }

    private static string? BusyBecause(IPEndPoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }
    }

    private static Check Data(ServerOptions options)
    {
        if (options.DataDirectory is not { } directory)
            return new("data", true, "in memory, and instances end with the server; --data DIR keeps both", null);
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, ".virga-probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace >> 30;
            return new("data", true, $"{directory} can be written, {free} GiB are free", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("data", false, exception.Message, "choose another with --data");
        }
    }

    private static async Task<IReadOnlyList<Check>> EngineAsync(CancellationToken cancellation)
    {
        const string fix = "install Docker Engine and start it, or name one with DOCKER_HOST (on Debian, "
            + "`eng/engine.sh up` in Virga's repository does both); without it instances are simulated";
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            var engine = new DockerEngine(DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);
            var info = await engine.InfoAsync(limit.Token).ConfigureAwait(false);
            return
            [
                new("docker engine", true, $"{info.ServerVersion} on {info.OperatingSystem} answers", null),
                GuestInitOf(info),
            ];
        }
        catch (Exception exception) when (
            exception is DockerEngineException or IOException or SocketException or FormatException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return [new("docker engine", false, exception.Message, fix)];
        }
    }

    private static Check GuestInitOf(EngineInfo info) => GuestBinary.Load() switch
    {
        null => new("guest init", false, "this build holds none",
            "build where musl-gcc is installed (Debian: musl-tools)"),
        { } binary when info.Architecture is { } there && there != binary.Architecture => new(
            "guest init", false, $"it is for {binary.Architecture}, and the engine runs {there}",
            "build Virga on a machine of the engine's architecture"),
        { } binary => new("guest init", true, $"version {binary.Version} for {binary.Architecture}", null),
    };

    private static Check Libvirt(ServerOptions options)
    {
        using var host = new LibvirtHost(options.VirtualMachines.Uri);
        return host.UnavailableBecause() is { } reason
            ? new("libvirt", false, reason, "for virtual machines, install libvirt and QEMU (on Debian, "
                + "`eng/libvirt.sh up` does it), or name a hypervisor with --ec2-hypervisor-uri")
            : new("libvirt", true, $"{options.VirtualMachines.Uri} answers", null);
    }

    /// <summary>Only what can be seen without booting something; the backend's own probe decides.</summary>
    private static Check Kvm() => File.Exists("/dev/kvm")
        ? new("kvm", true, "/dev/kvm is there; the first virtual machine shows whether it works", null)
        : new("kvm", false, "there is no /dev/kvm, so virtual machines are emulated (10 to 15 s to log in)",
            "run on hardware, or in a machine with nested virtualization");

    private static async Task<Check> AwsCliAsync(CancellationToken cancellation)
    {
        var found = Client("aws", "the AWS CLI; any other SDK or tool works as well");
        return found.IsFine && await AwsCli.VersionAsync(cancellation).ConfigureAwait(false) is { } version
            && AwsCli.IgnoresEndpointVariable(version)
            ? new(found.Name, false, $"{found.Finding} does not read AWS_ENDPOINT_URL: {version}",
                "`eval \"$(virga env)\"` gives the shell a function that tells it; or install 2.13 or newer")
            : found;
    }

    private static Check Client(string program, string purpose)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
        return found is null
            ? new(program, false, "not found on PATH", $"install it: {purpose}")
            : new(program, true, found, null);
    }
}
