using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Virga.Conformance.Docker;
using Virga.Conformance.Walkthrough;
using Virga.Fabric.Netlink;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// An engine of the test's own, in a network of its own: it may be killed, and everything in its network can be looked
/// at before and after. Needs root and Docker's daemon on this machine.
/// </summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("virga-engine-").FullName;
    private readonly NamespaceThread thread = new();
    private readonly Process network;
    private readonly int descriptor;
    private readonly string[] more;
    private readonly List<Process> beside = [];
    private Process? daemon;

    private OwnEngine(string[] more)
    {
        this.more = more;
        // The network lives as long as this process, whatever becomes of the daemon.
        network = Process.Start(new ProcessStartInfo("unshare", ["-n", "sleep", "infinity"]))!;
        var path = $"/proc/{network.Id}/ns/net";
        var own = new FileInfo("/proc/self/ns/net").LinkTarget;
        while (new FileInfo(path).LinkTarget == own && !network.HasExited) Thread.Yield();
        descriptor = Native.Open(path, Native.CloseOnExec);
    }

    /// <summary>For the docker client.</summary>
    public string[] Arguments => ["-H", Address];

    /// <summary>A server that has this engine, in its network.</summary>
    public ServerPlace Place => new()
    {
        Prefix = ["nsenter", $"--net=/proc/{network.Id}/ns/net"],
        Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = Address },
        Handler = () => new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = await SocketAsync();
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        },
    };

    private string Address => $"unix://{folder}/docker.sock";

    /// <summary>Starts it with one image of the machine's engine; skips the test where that cannot be.</summary>
    /// <param name="image">The image.</param>
    /// <param name="more">More arguments of the daemon.</param>
    public static async Task<OwnEngine> StartAsync(string image, params string[] more)
    {
        await using (var engine = new RealEngine()) await engine.NeedAsync(image);
        if (!Environment.IsPrivilegedProcess) Assert.Skip("reason: an engine of one's own needs root");
        foreach (var tool in new[] { "dockerd", "unshare", "nsenter" })
        {
            if (!await Metadata.Run.WorksAsync("which", tool)) Assert.Skip($"reason: {tool} is missing");
        }

        var own = new OwnEngine(more);
        await own.InNetworkAsync("ip", "link", "set", "lo", "up");
        await own.BeginAsync();
        var archive = Path.Combine(own.folder, "image.tar");
        await Metadata.Run.Async("docker", ["save", "-o", archive, image]);
        await own.SayAsync("load", "-i", archive);
        File.Delete(archive);
        return own;
    }

    /// <summary>Starts the daemon, which finds what an earlier one kept.</summary>
    public async Task BeginAsync()
    {
        daemon = Process.Start(new ProcessStartInfo("nsenter",
        [
            $"--net=/proc/{network.Id}/ns/net", "dockerd", "--data-root", $"{folder}/data",
            "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/pid", "-H", Address,
            "--cgroup-parent", "/" + Path.GetFileName(folder), .. more,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.OutputDataReceived += (_, _) => { };
        daemon.BeginErrorReadLine();
        daemon.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        while (!await Metadata.Run.WorksAsync("docker", [.. Arguments, "version"]))
        {
            if (daemon.HasExited) Assert.Skip("reason: a second Docker daemon does not start on this machine");
            Assert.True(clock.Elapsed < Patience, "the engine did not answer in time");
            await Task.Delay(100);
        }
    }

    /// <summary>As a crash would; what runs in its containers goes on.</summary>
    public async Task KillAsync()
    {
        daemon!.Kill();
        await daemon.WaitForExitAsync();
        File.Delete(Path.Combine(folder, "pid"));
    }

    public async Task<string> SayAsync(params string[] arguments)
    {
        var said = await Metadata.Run.Async("docker", [.. Arguments, .. arguments]);
        return said.Output + said.Error;
    }

    /// <summary>What a program says that runs in the engine's network.</summary>
    public async Task<string> InNetworkAsync(params string[] command)
    {
        var said = await Metadata.Run.Async("nsenter", [$"--net=/proc/{network.Id}/ns/net", .. command]);
        return said.Output + said.Error;
    }

    /// <summary>Starts a program in the engine's network that ends with it.</summary>
    public void BeginInNetwork(params string[] command) => beside.Add(
        Process.Start("nsenter", [$"--net=/proc/{network.Id}/ns/net", .. command]));

    public async ValueTask DisposeAsync()
    {
        foreach (var one in beside)
        {
            if (!one.HasExited) one.Kill();
            await one.WaitForExitAsync();
            one.Dispose();
        }

        if (daemon is { HasExited: false })
        {
            using var end = Process.Start("kill", $"-TERM {daemon.Id}");
            await daemon.WaitForExitAsync().WaitAsync(Patience);
        }

        network.Kill();
        await network.WaitForExitAsync();
        _ = Native.Close(descriptor);
        thread.Dispose();
        foreach (var mount in (await File.ReadAllLinesAsync("/proc/self/mounts")).Select(line => line.Split(' ')[1])
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Reverse())
            await Metadata.Run.Async("umount", ["-l", mount]);
        foreach (var group in Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup")
            .Select(path => Path.Combine(path, Path.GetFileName(folder))).Where(Directory.Exists))
            Directory.Delete(group);
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Socket> SocketAsync() => new(new SafeSocketHandle(
        await thread.Run(descriptor, () => Native.Socket(Native.AddressFamilyInet, 1 | Native.CloseOnExec, 0)),
        ownsHandle: true));
}
