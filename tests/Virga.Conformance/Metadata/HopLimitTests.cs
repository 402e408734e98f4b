using System.Net;
using Virga.Metadata;
using Virga.Metadata.Http;
using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// A guest behind one more hop gets no token at hop limit 1 and one at 2: three network namespaces in a row, the middle
/// one a router, as a container in a guest is.
/// </summary>
public sealed class HopLimitTests : IAsyncLifetime
{
    private readonly string _name = "vh" + Guid.NewGuid().ToString("N")[..8];

    private string Router => _name + "r";

    private string Guest => _name + "g";

    public async ValueTask InitializeAsync()
    {
        if (!await Run.WorksAsync("ip", "netns", "add", Router)) Assert.Skip("reason: network namespaces missing");
        if (!await Run.WorksAsync("curl", "--version")) Assert.Skip("reason: curl missing");
        try
        {
            await ConnectAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task ConnectAsync()
    {
        await IpAsync($"netns add {Guest}");
        await IpAsync($"link add {_name}a type veth peer name b netns {Router}");
        await IpAsync($"addr add 10.213.77.1/30 dev {_name}a");
        await IpAsync($"link set dev {_name}a up");
        await IpAsync($"route add 10.213.77.4/30 via 10.213.77.2");
        await IpAsync($"-n {Router} addr add 10.213.77.2/30 dev b");
        await IpAsync($"-n {Router} link set dev b up");
        await IpAsync($"-n {Router} link add c type veth peer name d netns {Guest}");
        await IpAsync($"-n {Router} addr add 10.213.77.5/30 dev c");
        await IpAsync($"-n {Router} link set dev c up");
        await IpAsync($"-n {Guest} addr add 10.213.77.6/30 dev d");
        await IpAsync($"-n {Guest} link set dev d up");
        await IpAsync($"-n {Guest} route add default via 10.213.77.5");
        await IpAsync($"netns exec {Router} sysctl -qw net.ipv4.ip_forward=1");
    }

    public async ValueTask DisposeAsync()
    {
        await Run.WorksAsync("ip", "netns", "del", Router);
        await Run.WorksAsync("ip", "netns", "del", Guest);
        await Run.WorksAsync("ip", "link", "del", _name + "a");
    }

    [Fact]
    public async Task One_more_hop_needs_a_higher_limit()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full, new MetadataOptions(HopLimit: 1));
        await using var listener = MetadataListener.Start(
            new IPEndPoint(IPAddress.Parse("10.213.77.1"), 0), service.Endpoint, TimeProvider.System);
        var port = ((IPEndPoint)listener.LocalEndPoint).Port;
        Assert.Equal(56, (await TokenAsync(Router, port)).Length);
        Assert.Equal("", await TokenAsync(Guest, port));
        // Everything but the token reaches the guest.
        Assert.Equal(
            "i-0123456789abcdef0", await CurlAsync(Guest, $"http://10.213.77.1:{port}/latest/meta-data/instance-id"));
        service.Target = service.Target with { Options = new MetadataOptions(HopLimit: 2) };
        Assert.Equal(56, (await TokenAsync(Guest, port)).Length);
    }

    private static Task<string> TokenAsync(string space, int port) => CurlAsync(
        space, "-X", "PUT", "-H", "X-aws-ec2-metadata-token-ttl-seconds: 60",
        $"http://10.213.77.1:{port}/latest/api/token");

    private static async Task<string> CurlAsync(string space, params string[] arguments) =>
        (await Run.Async("ip", ["netns", "exec", space, "curl", "-s", "-m", "2", .. arguments])).Output;

    private static async Task IpAsync(string arguments)
    {
        var (code, _, error) = await Run.Async("ip", arguments.Split(' '));
        Assert.True(code == 0, $"ip {arguments}: {error}");
    }
}
