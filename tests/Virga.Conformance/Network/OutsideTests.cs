using Virga.Conformance.Docker;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// What is around the networks: how far an instance reaches, and an engine that does not allow what they need. On an
/// engine in a network of its own, where the test may be the internet.
/// </summary>
public sealed class OutsideTests
{
    private const string Public = "203.0.113.53";

    private const string Bridge = "172.17.0.1";

    /// <summary>The internet: a server on every address of the machine, and a resolver that knows one name.</summary>
    private const string World = """
        import socket, threading
        def greet():
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(('0.0.0.0', 7777)); s.listen()
            while True:
                c, a = s.accept(); c.sendall(b'hello'); c.close()
        threading.Thread(target=greet, daemon=True).start()
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('203.0.113.53', 53))
        while True:
            q, who = s.recvfrom(512)
            end = q.index(b'\0', 12)
            known = q[12:end] == b'\7example\3com' and q[end + 1:end + 3] == b'\0\1'
            head = q[:2] + (b'\x81\x80\0\1\0\1' if known else b'\x81\x83\0\1\0\0') + bytes(4)
            answer = b'\xc0\x0c\0\1\0\1\0\0\0\1\0\4\xcb\0\x71\x50' if known else b''
            s.sendto(head + q[12:end + 5] + answer, who)
        """;

    /// <summary>What a container may not do whose engine is rootless, or guarded.</summary>
    private const string NoNamespaces = """
        {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["unshare", "setns"], "action": "SCMP_ACT_ERRNO"}]}
        """;

    [Fact]
    public async Task Instances_reach_as_far_as_the_setting_says_and_public_names_are_asked_of_the_machines_resolver()
    {
        await using var engine = await OwnEngine.StartAsync(RealNetwork.Image, "--dns", Public);
        await engine.InNetworkAsync("ip", "address", "add", Public + "/32", "dev", "lo");
        engine.BeginInNetwork("python3", "-c", World);
        foreach (var (reach, hasWorld, hasHost) in new[]
        {
            ("internet", true, false), ("host", true, true), ("none", false, false),
        })
        {
            await using var server = await RunningServer.StartAsync(
                engine.Place, "--backend", "docker", "--ec2-internet", reach);
            using var api = new Ec2Api(server);
            var a = await OwnEngineTests.LaunchAsync(engine, api);
            Assert.Equal(hasWorld ? "hello" : "", await a.AskAsync(Public, 7777));
            Assert.Equal(hasHost ? "hello" : "", await a.AskAsync(Bridge, 7777));
            Assert.Equal(hasWorld ? "203.0.113.80" : "", await RealNamesTests.LookAsync(a, "example.com"));
            Assert.Equal(a.Address, await RealNamesTests.AskAsync(
                a, "169.254.169.253", $"ip-{a.Address.Replace('.', '-')}.ec2.internal"));
            Assert.Contains("fabric", await a.PythonAsync("""
                import urllib.request as u
                print(u.urlopen('http://virga.internal:4566/_virga/health', timeout=5).read().decode())
                """), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_namespaces_are_forbidden_health_log_and_instance_say_that_nothing_is_enforced()
    {
        var profile = Path.GetTempFileName();
        await File.WriteAllTextAsync(profile, NoNamespaces, TestContext.Current.CancellationToken);
        await using var engine = await OwnEngine.StartAsync(RealNetwork.Image, "--seccomp-profile", profile);
        await using (var server = await RunningServer.StartAsync(engine.Place, "--backend", "docker"))
        {
            using var api = new Ec2Api(server);
            var id = await SaysSoAsync(server, api, "Operation not permitted");
            // It is as said: what no group allows passes, at the address that the API shows.
            var address = await api.OneAsync("ipAddress", "DescribeInstances", ("InstanceId.1", id));
            Assert.StartsWith("172.17.", address, StringComparison.Ordinal);
            await RealNetwork.EventuallyAsync(async () => (await engine.InNetworkAsync("python3", "-c", $"""
                import socket
                print(socket.create_connection(('{address}', 22), 2).recv(100).decode())
                """)).StartsWith("SSH-2.0-", StringComparison.Ordinal));
            Assert.Equal("", await engine.SayAsync("ps", "-aq", "--filter", "label=io.virga.fabric"));
        }

        // Where the networks are insisted on, nothing runs without them.
        await using var strict = await RunningServer.StartAsync(
            engine.Place, "--backend", "docker", "--ec2-network", "fabric");
        using var own = new Ec2Api(strict);
        // Until the engine's images are known, the AMI is that of the catalogue, which this engine does not have.
        await RealNetwork.EventuallyAsync(async () => string.Join(' ', await own.AllAsync(
            "imageId", "DescribeImages", ("Filter.1.Name", "tag:ec2_vm_manager"),
            ("Filter.1.Value.1", "docker"))).Length > 0);
        var refused = await RunAsync(own);
        await RealNetwork.EventuallyAsync(async () =>
            await own.OneAsync("name", "DescribeInstances", ("InstanceId.1", refused)) == "terminated");
        Assert.Contains(
            "VIRGA_EC2_NETWORK is fabric, but ",
            string.Join('\n', await own.AllAsync("message", "DescribeInstances", ("InstanceId.1", refused))),
            StringComparison.Ordinal);
        File.Delete(profile);
    }

    /// <summary>As Docker's Enhanced Container Isolation: containers that share the machine's processes.</summary>
    [Fact]
    public async Task Where_the_engine_refuses_the_fabrics_container_the_same_is_said()
    {
        await using (var engine = new RealEngine()) await engine.NeedAsync(RealNetwork.Image);
        await using var guarded = new TroubledEngine
        {
            Refusal = (line => line.Contains("containers/create?name=virga-fabric", StringComparison.Ordinal), 403,
                "the host's processes are not shared with containers"),
        };
        var place = new ServerPlace
        {
            Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = guarded.Address },
        };
        await using var server = await RunningServer.StartAsync(place, "--backend", "docker", "--ec2-imds-port", "0");
        using var api = new Ec2Api(server);
        await SaysSoAsync(server, api, "the host's processes are not shared");
        guarded.Refusal = null;
    }

    /// <summary>Launches, and insists that everything that shows the network says what does not hold.</summary>
    private static async Task<string> SaysSoAsync(RunningServer server, Ec2Api api, string reason)
    {
        var id = await RunAsync(api);
        await RealNetwork.EventuallyAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        var health = await api.HealthAsync();
        Assert.Contains("\"degraded\"", health.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var tag = await api.OneAsync("value", "DescribeTags", ("Filter.1.Name", "resource-id"),
            ("Filter.1.Value.1", id), ("Filter.2.Name", "key"), ("Filter.2.Value.1", "aws:virga:limitation"));
        var log = string.Join('\n', server.Said);
        foreach (var said in new[] { System.Text.RegularExpressions.Regex.Unescape(health), tag, log })
            Assert.Contains(reason, said, StringComparison.Ordinal);
        foreach (var said in new[] { health, tag })
        {
            Assert.Contains(
                "private addresses, security groups, network ACLs and routes are not real", said,
                StringComparison.Ordinal);
        }

        var explained = await api.ControlAsync(
            HttpMethod.Get, $"/_virga/ec2/explain?source=internet&destination={id}&traffic=tcp/22");
        Assert.Contains("notEnforced", explained, StringComparison.Ordinal);
        Assert.Contains(reason, System.Text.RegularExpressions.Regex.Unescape(explained), StringComparison.Ordinal);
        return id;
    }

    private static Task<string> RunAsync(Ec2Api api) => api.OneAsync("instanceId", "RunInstances",
        ("ImageId", RealNetwork.Ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
}
