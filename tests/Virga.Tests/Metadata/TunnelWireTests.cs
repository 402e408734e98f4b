using Virga.Metadata.Http;

namespace Virga.Tests.Metadata;

public sealed class TunnelWireTests
{
    [Fact]
    public async Task A_hop_limit_is_never_raised_again()
    {
        var limits = new List<int>();
        using var wire = new TunnelWire(new MemoryStream(), () => Task.CompletedTask, hops =>
        {
            limits.Add(hops);
            return Task.CompletedTask;
        });

        foreach (var hops in new[] { 2, 64, 1, 2, 64 }) await wire.LimitHopsAsync(hops);

        Assert.Equal([2, 1], limits);
    }
}
