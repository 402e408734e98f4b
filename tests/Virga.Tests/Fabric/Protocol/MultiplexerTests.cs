using System.IO.Pipelines;
using System.Net;
using System.Text;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Tests.Network;

namespace Virga.Tests.Fabric.Protocol;

/// <summary>Messages and tunnels over one stream.</summary>
public sealed class MultiplexerTests
{
    [Fact]
    public async Task A_slow_reader_stops_its_own_tunnel_and_no_other()
    {
        var (near, far, accepted) = Connect();
        await using var slow = await near.OpenAsync("slow"u8.ToArray(), CancellationToken.None);
        await using var fast = await near.OpenAsync("fast"u8.ToArray(), CancellationToken.None);
        var flood = slow.WriteAsync(new byte[Tunnel.WindowBytes * 2], CancellationToken.None).AsTask();
        await fast.WriteAsync("through"u8.ToArray());

        var other = (await accepted(2))[1];
        var buffer = new byte[16];
        var count = await other.ReadAsync(buffer);

        Assert.Equal("through", Encoding.ASCII.GetString(buffer, 0, count));
        Assert.False(flood.IsCompleted);
        _ = far;
    }

    [Fact]
    public async Task The_end_of_one_direction_leaves_the_other()
    {
        var (near, _, accepted) = Connect();
        await using var here = await near.OpenAsync(default, CancellationToken.None);
        await here.WriteAsync("question"u8.ToArray());
        await here.EndAsync();
        var there = (await accepted(1))[0];
        using var question = new StreamReader(there, leaveOpen: true);
        Assert.Equal("question", await question.ReadToEndAsync());

        await there.WriteAsync("answer"u8.ToArray());
        await there.EndAsync();

        using var answer = new StreamReader(here);
        Assert.Equal("answer", await answer.ReadToEndAsync());
    }

    [Fact]
    public async Task A_tunnel_that_is_closed_breaks_at_the_other_side()
    {
        var (near, _, accepted) = Connect();
        var here = await near.OpenAsync(default, CancellationToken.None);
        var there = (await accepted(1))[0];

        await here.DisposeAsync();

        await Assert.ThrowsAsync<IOException>(async () => await there.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public void A_state_survives_the_wire()
    {
        var state = new Topology().Vpc("vpc-1", "10.0.0.0/16", "2001:db8::/56")
            .Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1").Internet("igw-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1", "acl-1").Group(
                "sg-1", "vpc-1", "tcp/80 sg-1", "all pl-1")
            .Acl("acl-1", ["100 allow all 0.0.0.0/0"], []).Interface("eni-1", "subnet-1", "10.0.1.10", "sg-1")
            .Attach("eni-1", "/proc/1/ns/net").Elastic("eip-1", "198.18.0.1", "eni-1").Nat("nat-1", "eni-1")
            .Peering("pcx-1", "vpc-1", "vpc-2").State;
        var message = new ApplyMessage(7, true, FabricDelta.Between(FabricState.Empty, state));

        var bytes = FabricJson.Write(message, FabricJson.Default.ApplyMessage);
        var read = FabricJson.Read(bytes, FabricJson.Default.ApplyMessage);

        Assert.Equal(message, read);
        Assert.Equal(state, read.Delta.ApplyTo(FabricState.Empty));
    }

    private static (Multiplexer Near, Multiplexer Far, Func<int, Task<List<Tunnel>>> Accepted) Connect()
    {
        var (there, back) = (new Pipe(), new Pipe());
        var near = new Multiplexer(new DuplexStream(back.Reader.AsStream(), there.Writer.AsStream()), 1);
        var far = new Multiplexer(new DuplexStream(there.Reader.AsStream(), back.Writer.AsStream()), 2);
        var accepted = new List<Tunnel>();
        var arrival = new SemaphoreSlim(0);
        _ = near.RunAsync((_, _) => Task.CompletedTask, CancellationToken.None);
        _ = far.RunAsync(
            (_, tunnel) =>
            {
                accepted.Add(tunnel!);
                arrival.Release();
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return (near, far, async count =>
        {
            for (var i = 0; i < count; i++)
                Assert.True(await arrival.WaitAsync(TimeSpan.FromSeconds(5)));
            return accepted;
        });
    }
}
