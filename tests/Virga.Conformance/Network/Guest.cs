using System.Diagnostics;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>A running instance. What it does on the network is done by its own processes.</summary>
internal sealed record Guest(string Id, string Address, string PublicAddress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Says who it is and whom it sees, on two ports, until the instance ends.</summary>
    private const string Server = """
        import os, socket, threading
        def serve(port):
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(('0.0.0.0', port)); s.listen()
            while True:
                c, a = s.accept(); c.sendall((os.environ['ME'] + ' sees ' + a[0]).encode()); c.close()
        threading.Thread(target=serve, args=(80,)).start(); serve(8080)
        """;

    /// <summary>Arguments of the docker client that name the engine; none for this machine's own.</summary>
    public string[] Engine { get; init; } = [];

    private string Container => $"virga-ec2.{Id}";

    /// <summary>The same by IPv6, on port 80.</summary>
    public Task ServeIpv6Async() => Metadata.Run.Async("docker", [.. Engine, "exec", "-d", "-e", $"ME={Id}", Container,
        "python3", "-c", """
        import os, socket
        s = socket.socket(socket.AF_INET6); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1); s.bind(('::', 80)); s.listen()
        while True:
            c, a = s.accept(); c.sendall((os.environ['ME'] + ' sees ' + a[0]).encode()); c.close()
        """]);

    public Task ServeAsync() => Metadata.Run.Async(
        "docker", [.. Engine, "exec", "-d", "-e", $"ME={Id}", Container, "python3", "-c", Server]);

    /// <summary>Starts a program that goes on beside all others.</summary>
    public Task BeginAsync(string program) => Metadata.Run.Async(
        "docker", [.. Engine, "exec", "-d", Container, "python3", "-c", program]);

    /// <summary>What a program of the guest prints; its complaints too.</summary>
    public async Task<string> RunAsync(params string[] command)
    {
        var said = await Metadata.Run.Async("docker", [.. Engine, "exec", Container, .. command]);
        return said.Output + said.Error;
    }

    /// <summary>
    /// As root with every capability in the guest's own network: what a hostile guest could do at most. From the host,
    /// since an engine may be unable to give a privilege that the machine itself does not have.
    /// </summary>
    public async Task ForceAsync(params string[] command)
    {
        var seen = await Metadata.Run.Async(
            "docker", [.. Engine, "inspect", "--format", "{{.State.Pid}}", Container]);
        var said = await Metadata.Run.Async("nsenter", ["--net", "--target", seen.Output.Trim(), .. command]);
        Assert.True(said.Code == 0, $"{string.Join(' ', command)}: {said.Output}{said.Error}");
    }

    public Task<string> PythonAsync(string program) => RunAsync("python3", "-c", program);

    /// <summary>What answers there, or "" when nothing does.</summary>
    public async Task<string> AskAsync(string address, int port = 80, double seconds = 1.5)
    {
        var said = await PythonAsync($"""
            import socket
            try: print(socket.create_connection(('{address}', {port}), {seconds}).recv(100).decode(errors='replace'))
            except OSError: pass
            """);
        return said.Trim();
    }

    /// <summary>The answer that comes in the end: after a launch, a change, a failure.</summary>
    public async Task ReachesAsync(string answer, string address, int port = 80)
    {
        var clock = Stopwatch.StartNew();
        string said;
        while ((said = await AskAsync(address, port)) != answer)
            Assert.True(clock.Elapsed < Patience, $"{address}:{port} answers {Id} '{said}', not '{answer}'");
    }
}
