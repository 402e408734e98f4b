using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Ec2InstanceConnect;
using Virga.Server.Commands;
using Virga.Service.Control;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2InstanceConnect;

/// <summary>What <c>virga ssh</c> is told, and what it makes of it.</summary>
public sealed class LoginRouteTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me";

    [Theory]
    [InlineData("lets", null, """{"endpoint":"127.0.0.1:2200","user":"ubuntu","isKeyIn":true}""")]
    [InlineData("lets", "ann", """{"endpoint":"127.0.0.1:2200","user":"ann","isKeyIn":true}""")]
    [InlineData("lets-not", null, """{"endpoint":"127.0.0.1:2200","user":"ubuntu","isKeyIn":false}""")]
    public async Task An_id_is_enough_to_know_where_and_as_whom(string backend, string? user, string answer)
    {
        using var world = new TestWorld();
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        world.Arrange(change => change.Update<InstanceRow>(id, row => row with
        {
            Backend = backend, DefaultUser = "ubuntu", Facts = new() { SshEndpoint = "127.0.0.1:2200" },
        }));
        var keys = new LetsKeysIn();
        await using var reconciler = new Reconciler(
            world.Store, [keys, new LetsNoKeysIn()], NullLogger.Instance);

        var said = await AskAsync(new(world.Store, new(reconciler)), id, user);

        Assert.Equal(answer, said);
        Assert.Equal(backend == "lets" ? [$"{user ?? "ubuntu"} {Key}"] : [], keys.Granted);
    }

    [Theory]
    [InlineData(true, "-i /k -o IdentitiesOnly=yes -p 2200 -o HostKeyAlias=i-1 -o StrictHostKeyChecking=accept-new "
        + "ubuntu@127.0.0.1 id")]
    [InlineData(false, "-p 2200 -o HostKeyAlias=i-1 -o StrictHostKeyChecking=accept-new ubuntu@127.0.0.1 id")]
    public void A_machine_that_takes_no_key_is_asked_with_the_users_own(bool isKeyIn, string arguments) =>
        Assert.Equal(arguments, string.Join(
            ' ', SshCommand.ArgumentsOf(new("127.0.0.1:2200", "ubuntu", isKeyIn), "i-1", "/k", ["id"])));

    private static async Task<string> AskAsync(LoginRoute route, string id, string? user)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"key":"{{Key}}"{{(user is null ? "" : $",\"user\":\"{user}\"")}}}""");
        var http = new DefaultHttpContext();
        http.Request.Path = $"/_virga/ec2/instances/{id}/login";
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await route.HandleAsync(http);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private sealed class LetsKeysIn : FakeBackend, IKeyGrants
    {
        public List<string> Granted { get; } = [];

        public override string Name => "lets";

        public Task GrantAsync(
            string instanceId, string user, string key, DateTimeOffset until, CancellationToken cancellation)
        {
            Granted.Add($"{user} {key}");
            return Task.CompletedTask;
        }
    }

    private sealed class LetsNoKeysIn : FakeBackend
    {
        public override string Name => "lets-not";
    }

    /// <summary>Machines that are as they should be.</summary>
    private abstract class FakeBackend : IBackend
    {
        public abstract string Name { get; }

        public PartHealth Health => new(Name, "running", "");

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
            Task.FromResult(new MachineFacts());

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
