using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// One real server with its real fabric for all tests of a class, driven by its API only. Skips where this machine
/// allows no fabric. At the end a reset must leave nothing.
/// </summary>
public sealed class RealNetwork : IAsyncLifetime
{
    internal const string Ami = "ami-df5de72bdb3b";
    internal const string Image = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:" + Ami;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RealEngine engine = new();
    private readonly string folder = Directory.CreateTempSubdirectory("virga-network").FullName;
    private readonly List<string> launched = [];
    private RunningServer? server;
    private Ec2Api? api;
    private string? missing;

    internal RunningServer Server => server!;

    internal Ec2Api Api => api!;

    /// <summary>The name of the fabric's container.</summary>
    public string Fabric => "virga-fabric." + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Path.Combine(folder, "data"))))[..16];

    public async ValueTask InitializeAsync()
    {
        try
        {
            await engine.NeedAsync(Image);
        }
        catch (Exception skip) when (skip.Message.Contains("reason:", StringComparison.Ordinal))
        {
            missing = skip.Message;
            return;
        }

        server = await RunningServer.StartAsync("--data", Path.Combine(folder, "data"), "--backend", "docker",
            "--ec2-flow-log-interval", "2");
        api = new(server);
    }

    /// <summary>Skips, loudly, what cannot be on this machine.</summary>
    internal void Need()
    {
        if (missing is not null) Assert.Skip(missing);
    }

    /// <summary>A VPC with a subnet, an internet gateway and a route to it.</summary>
    internal async Task<(string Vpc, string Subnet, string Table)> VpcAsync(string block, string subnetBlock)
    {
        var vpc = await Api.OneAsync("vpcId", "CreateVpc", ("CidrBlock", block));
        var subnet = await SubnetAsync(vpc, subnetBlock);
        var gateway = await Api.OneAsync("internetGatewayId", "CreateInternetGateway");
        await Api.CallAsync("AttachInternetGateway", ("VpcId", vpc), ("InternetGatewayId", gateway));
        var table = await Api.OneAsync(
            "routeTableId", "DescribeRouteTables", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc));
        await Api.CallAsync(
            "CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
        return (vpc, subnet, table);
    }

    internal Task<string> SubnetAsync(string vpc, string block) => Api.OneAsync(
        "subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", block), ("AvailabilityZone", "us-east-1a"));

    internal Task<string> GroupAsync(string vpc, string name) => Api.OneAsync(
        "groupId", "CreateSecurityGroup", ("VpcId", vpc), ("GroupName", name), ("GroupDescription", name));

    /// <summary>A group that lets port 80 in from everywhere.</summary>
    internal async Task<string> OpenGroupAsync(string vpc)
    {
        var group = await GroupAsync(vpc, "open");
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        return group;
    }

    /// <summary>Launches, waits until it runs, and lets it serve ports 80 and 8080.</summary>
    internal async Task<Guest> LaunchAsync(
        string subnet, string group, bool hasPublicAddress = false, string? address = null, string type = "t3.nano",
        params (string Name, string Value)[] more)
    {
        var id = await Api.OneAsync("instanceId", "RunInstances", [
            ("ImageId", Ami), ("InstanceType", type), ("MinCount", "1"), ("MaxCount", "1"),
            ("NetworkInterface.1.DeviceIndex", "0"), ("NetworkInterface.1.SubnetId", subnet),
            ("NetworkInterface.1.SecurityGroupId.1", group),
            ("NetworkInterface.1.AssociatePublicIpAddress", hasPublicAddress ? "true" : "false"),
            .. address is null ? [] : new[] { ("NetworkInterface.1.PrivateIpAddress", address) },
            .. more,
        ]);
        launched.Add(id);
        await EventuallyAsync(async () =>
            await Api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        await NeedFabricAsync();
        var guest = new Guest(
            id,
            await Api.OneAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id)),
            await Api.OneAsync("publicIp", "DescribeInstances", ("InstanceId.1", id)));
        await guest.ServeAsync();
        return guest;
    }

    internal async Task<string> InterfaceOfAsync(string instance) => await Api.OneAsync(
        "networkInterfaceId", "DescribeNetworkInterfaces",
        ("Filter.1.Name", "attachment.instance-id"), ("Filter.1.Value.1", instance));

    internal static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, "it did not come to be in time");
            await Task.Delay(20);
        }
    }

    /// <summary>Everything of ours on the engine and in this machine's routes.</summary>
    private async Task<string> LeftAsync()
    {
        var left = "";
        foreach (var id in launched)
            left += await FilteredAsync($"label=virga.instance={id}");
        return left + await FilteredAsync($"name={Fabric}");

        static async Task<string> FilteredAsync(string filter) =>
            (await Metadata.Run.Async("docker", ["ps", "-aq", "--filter", filter])).Output;
    }

    /// <summary>The machine's routes by way of a fabric.</summary>
    internal static async Task<string> RoutesAsync() =>
        (await Metadata.Run.Async("ip", ["route", "show", "proto", "86"])).Output;

    /// <summary>What a server says first to this machine; "" when nothing answers.</summary>
    internal static async Task<string> AskFromHostAsync(string address, int port)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await client.ConnectAsync(address, port, limit.Token);
            var bytes = new byte[100];
            return System.Text.Encoding.ASCII.GetString(
                bytes, 0, await client.GetStream().ReadAsync(bytes, limit.Token));
        }
        catch (Exception refusal) when (refusal is SocketException or OperationCanceledException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        var left = "";
        if (api is not null)
        {
            await api.ResetAsync();
            api.Dispose();
            left = await LeftAsync();
        }

        if (server is not null) await server.DisposeAsync();
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Assert.Equal("", left);
    }

    /// <summary>Skips on a machine that allows no fabric; another server is not what is tested here.</summary>
    private async Task NeedFabricAsync()
    {
        if ((await Api.HealthAsync()).Contains("on the engine", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric: " + await Api.HealthAsync());
    }
}
