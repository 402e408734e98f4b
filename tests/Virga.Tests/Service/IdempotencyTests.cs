using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Service;

public sealed class IdempotencyTests
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("<answer/>");

    [Fact]
    public async Task A_token_is_known_for_a_day_however_many_come_after_it()
    {
        using var world = new TestWorld { ChecksInvariants = false };
        await CallAsync(world, "first");
        for (var i = 0; i < 3_000; i++) Once(world, $"token-{i}", Answer.Length);

        Assert.IsType<Replay>(await CallAsync(world, "first"));

        world.Step(TimeSpan.FromHours(24));
        Assert.IsType<CreateManagedPrefixListResult>(await CallAsync(world, "first", "again"));
    }

    [Fact]
    public void What_is_older_than_a_day_goes_with_the_next_token()
    {
        using var world = new TestWorld();
        Once(world, "a", 1);
        Once(world, "b", 1);
        world.Step(TimeSpan.FromHours(25));

        Once(world, "c", 1);

        Assert.EndsWith(":c", Assert.Single(world.View.Rows<IdempotencyRow>()).Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_take_more_than_there_is_room_for_push_out_the_oldest()
    {
        using var world = new TestWorld();
        for (var i = 0; i < 20; i++) Once(world, $"{i}", 4 << 20);

        var kept = world.View.Rows<IdempotencyRow>();

        Assert.InRange(kept.Sum(row => (long)row.Answer.Length), 1, Idempotency.MaxBytes);
        Assert.Equal("19", ((IdempotencyRow)kept.Last!).Id.Split(':')[^1]);
    }

    private static void Once(TestWorld world, string token, int bytes) => world.Arrange(change =>
        new Idempotency($"ec2:Test:{token}", token, "same", _ => new byte[bytes]).Once(change, _ => token));

    private static async Task<object> CallAsync(TestWorld world, string token, string name = "x")
    {
        var api = ServiceApi.Ec2;
        var input = new CreateManagedPrefixListRequest
        {
            PrefixListName = name, AddressFamily = "IPv4", MaxEntries = 5, ClientToken = token,
        };
        return await world.Dispatcher.RunAsync(
            api, api.Find("CreateManagedPrefixList")!, input, world.Scope, Caller.System(world.Scope.Account),
            Encoding.UTF8.GetBytes($"PrefixListName={name}"), _ => Answer, TestContext.Current.CancellationToken);
    }
}
