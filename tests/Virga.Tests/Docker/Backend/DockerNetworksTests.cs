using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Docker.Backend;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Ssh;
using Virga.State;

namespace Virga.Tests.Docker.Backend;

public sealed class DockerNetworksTests
{
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "Its network is not real. None of this host's ports {0} to {0} is free, so none leads to its ssh "
        + "(VIRGA_EC2_SSH_PORT_END allows more).")]
    public async Task A_machine_that_no_port_leads_to_says_so(bool isTaken, string? said)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        if (!isTaken) taken.Stop();
        using var ports = new HostPorts(port, port);
        var engine = new DockerEngine(
            DockerHost.Parse("unix:///nowhere"), EngineOptions.Default, TimeProvider.System);
        using var door = new SshDoor(engine, TimeProvider.System, NullLogger.Instance);
        var networks = new DockerNetworks(
            engine, new BridgeOnly(isTaken ? "Its network is not real." : null), ports, door,
            new("home", PullsImages: false));

        var facts = await networks.ConnectAsync(
            MachinePlan.Gone("i-0123456789abcdef0", new Scope(TestWorld.Account, "us-east-1")),
            new() { Id = "c", State = new() { Running = true }, HostConfig = new() { NetworkMode = "bridge" } },
            TestContext.Current.CancellationToken);

        Assert.Equal(isTaken ? null : $"127.0.0.1:{port}", facts.SshEndpoint);
        Assert.Equal(said is null ? null : string.Format(null, said, port), facts.Limitation);
    }

    /// <summary>No fabric: the engine's bridge does.</summary>
    private sealed class BridgeOnly(string? limitation) : IMachineNetworks
    {
        public void Expect(Func<CancellationToken, Task<IReadOnlyList<MachineProcess>>> running)
        {
        }

        public Task<MachineNetwork> BeginAsync(CancellationToken cancellation) =>
            Task.FromResult(new MachineNetwork(IsReal: false, limitation));

        public Task PlugAsync(MachineProcess process, CancellationToken cancellation) => Task.CompletedTask;

        public bool IsCut(string instanceId) => false;

        public void Unplug(string instanceId)
        {
        }

        public Task<MachineConnection> DialAsync(
            string instanceId, int port, IPEndPoint client, CancellationToken cancellation) =>
            throw new IOException("there is no network");

        public Task RemoveAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
