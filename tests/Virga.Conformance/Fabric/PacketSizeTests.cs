using System.Net;
using System.Net.Sockets;
using Virga.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>
/// How large a packet may be: 9001 bytes in a VPC and to its peers, 8500 by a transit gateway, 1500 to the internet
/// (EC2 User Guide, "Network maximum transmission unit"), and that senders are told.
/// </summary>
[Collection("fabric")]
public sealed class PacketSizeTests
{
    private const int Headers = 28;

    /// <summary>Of ip(7): SOL_IP, IP_MTU_DISCOVER with IP_PMTUDISC_DO, IP_MTU.</summary>
    private const int Ip = 0;
    private const int Discover = 10;
    private const int Do = 2;
    private const int Mtu = 14;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packets_are_as_large_as_AWS_lets_them_and_routers_tell_of_less()
    {
        await using var rig = await FabricRig.StartAsync();
        await rig.WorldAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Vpc("vpc-1", "10.0.0.0/16").Internet("igw-1", "vpc-1")
            .Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1", "10.2.0.0/16 pcx-1", "10.3.0.0/16 tgw-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "all 0.0.0.0/0")
            .Vpc("vpc-2", "10.2.0.0/16").Routes("rtb-2", "vpc-2", "10.0.0.0/16 pcx-1")
            .Subnet("subnet-2", "vpc-2", "10.2.1.0/24", "rtb-2").Group("sg-2", "vpc-2", "all 0.0.0.0/0")
            .Vpc("vpc-3", "10.3.0.0/16").Routes("rtb-3", "vpc-3", "10.0.0.0/16 tgw-1")
            .Subnet("subnet-3", "vpc-3", "10.3.1.0/24", "rtb-3").Group("sg-3", "vpc-3", "all 0.0.0.0/0")
            .Peering("pcx-1", "vpc-1", "vpc-2").Put(new() { TransitGateways = [Transit()] });
        var guest = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        var near = await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-1");
        var peer = await rig.GuestAsync("eni-3", "subnet-2", "10.2.1.10", "sg-2");
        var far = await rig.GuestAsync("eni-4", "subnet-3", "10.3.1.10", "sg-3");
        rig.Topology.Elastic("eip-1", "198.18.0.10", "eni-1");
        await rig.ApplyAsync();

        Assert.True(await PassesAsync(guest, near, "10.0.1.11", 9001));
        Assert.True(await PassesAsync(guest, peer, "10.2.1.10", 9001));
        Assert.True(await PassesAsync(guest, far, "10.3.1.10", 8500));
        Assert.Equal(8500, await ToldAsync(guest, "10.3.1.10", 8501));
        Assert.Equal(1500, await ToldAsync(guest, "192.0.2.1", 1501));
    }

    /// <summary>Whether a packet of so many bytes, headers included, arrives in one piece.</summary>
    private static async Task<bool> PassesAsync(Guest from, Guest to, string address, int bytes)
    {
        using var far = await to.SocketAsync(AddressFamily.InterNetwork, SocketType.Dgram);
        far.Bind(new IPEndPoint(IPAddress.Any, 7_000));
        using var near = await ConnectAsync(from, address);
        var arriving = far.ReceiveAsync(new byte[bytes], Cancellation).AsTask();
        // The kernel may drop what is sent in the first moments of a link.
        for (var attempt = 0; attempt < 100 && !arriving.IsCompleted; attempt++)
        {
            await near.SendAsync(new byte[bytes - Headers], Cancellation);
            await Task.WhenAny(arriving, Task.Delay(100, Cancellation));
        }

        return arriving.IsCompleted && await arriving == bytes - Headers;
    }

    /// <summary>What the sender of a packet that is too large learns that it may send.</summary>
    private static async Task<int> ToldAsync(Guest from, string address, int bytes)
    {
        using var near = await ConnectAsync(from, address);
        await near.SendAsync(new byte[bytes - Headers], Cancellation);
        var option = new byte[4];
        for (var attempt = 0; attempt < 200; attempt++)
        {
            near.GetRawSocketOption(Ip, Mtu, option);
            if (BitConverter.ToInt32(option) < bytes) break;
            await Task.Delay(20, Cancellation);
        }

        var refusal = await Assert.ThrowsAsync<SocketException>(
            async () => await near.SendAsync(new byte[bytes - Headers], Cancellation));
        Assert.Equal(SocketError.MessageSize, refusal.SocketErrorCode);
        return BitConverter.ToInt32(option);
    }

    private static async Task<Socket> ConnectAsync(Guest from, string address)
    {
        var near = await from.SocketAsync(AddressFamily.InterNetwork, SocketType.Dgram);
        near.SetRawSocketOption(Ip, Discover, BitConverter.GetBytes(Do));
        await near.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), 7_000), Cancellation);
        return near;
    }

    private static FabricTransitGateway Transit() => new()
    {
        Id = "tgw-1",
        Index = 1,
        Attachments = [new("tgw-attach-1", 1, "vpc-1", "tgw-rtb-1"), new("tgw-attach-3", 3, "vpc-3", "tgw-rtb-1")],
        RouteTables =
        [
            new("tgw-rtb-1", 1,
            [
                new(IPNetwork.Parse("10.0.0.0/16"), "tgw-attach-1"),
                new(IPNetwork.Parse("10.3.0.0/16"), "tgw-attach-3"),
            ]),
        ],
    };
}
