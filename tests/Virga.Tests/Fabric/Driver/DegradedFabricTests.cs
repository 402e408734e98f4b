using Virga.Fabric.Driver;
using Virga.Network;
using Virga.Tests.Network;

namespace Virga.Tests.Fabric.Driver;

/// <summary>Where networks cannot be made, that is what is said.</summary>
public sealed class DegradedFabricTests
{
    [Fact]
    public async Task A_machine_without_fabric_says_why_and_claims_nothing()
    {
        await using var driver = await DegradedFabric.OpenAsync(
            new Refusal(), new Deaf(), TimeProvider.System, TestContext.Current.CancellationToken);
        var state = new Topology().Vpc("vpc-1", "10.0.0.0/16").State;

        var faults = await driver.ApplyAsync(state, TestContext.Current.CancellationToken);

        Assert.False((await driver.ProbeAsync(TestContext.Current.CancellationToken)).IsEnforcing);
        var fault = Assert.Single(faults);
        Assert.Equal("vpc-1", fault.Id);
        Assert.Equal("networks: not enforced, because the agent failed (setns: Operation not permitted)", fault.Text);
    }

    private sealed class Refusal : IFabricTransport
    {
        public Task<Stream> ConnectAsync(CancellationToken cancellation) =>
            throw new IOException("setns: Operation not permitted");
    }

    private sealed class Deaf : IFabricListener
    {
        public Task ServeAsync(FabricConnection connection) => Task.CompletedTask;

        public void Lost(string reason)
        {
        }

        public void Restored(ValueList<Virga.Fabric.Protocol.FabricFault> faults)
        {
        }
    }
}
