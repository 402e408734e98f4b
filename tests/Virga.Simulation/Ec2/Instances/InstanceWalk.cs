using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Tests;
using Virga.Wire.Ec2;

namespace Virga.Simulation.Ec2.Instances;

/// <summary>
/// A random life of an account's instances: launches, stops, starts, reboots, terminations and time, in an order that
/// the seed alone decides. After each step the states must have moved along AWS's graph only. The World's invariants
/// (addresses given once, no dangling reference) are checked by <see cref="TestWorld"/> after each commit.
/// </summary>
internal sealed class InstanceWalk(int seed) : IDisposable
{
    private static readonly HashSet<(string From, string To)> Graph =
    [
        (InstanceStateName.Pending, InstanceStateName.Running),
        (InstanceStateName.Pending, InstanceStateName.Stopping),
        (InstanceStateName.Pending, InstanceStateName.ShuttingDown),
        (InstanceStateName.Running, InstanceStateName.Stopping),
        (InstanceStateName.Running, InstanceStateName.ShuttingDown),
        (InstanceStateName.Stopping, InstanceStateName.Stopped),
        (InstanceStateName.Stopping, InstanceStateName.ShuttingDown),
        (InstanceStateName.Stopped, InstanceStateName.Pending),
        (InstanceStateName.Stopped, InstanceStateName.ShuttingDown),
        (InstanceStateName.ShuttingDown, InstanceStateName.Terminated),
    ];

    private readonly Random random = new(seed);
    private readonly TestWorld world = new();
    private Dictionary<string, string> states = [];

    /// <summary>What was done, for the message of a failure.</summary>
    public List<string> Log { get; } = [];

    public void Step()
    {
        try
        {
            Act();
        }
        catch (AwsException refused)
        {
            // AWS refuses too: a start of a terminated instance, a subnet that is full. The World is as before.
            Log.Add($"  refused: {refused.Code}");
        }

        Compare();
    }

    public void Dispose() => world.Dispose();

    private void Act()
    {
        var id = Any();
        var action = random.Next(6);
        Log.Add($"{action} {id}");
        switch (action)
        {
            case 0:
                Launch();
                break;
            case 1 when id is not null:
                world.Run<StopInstancesResult>("StopInstances",
                    new StopInstancesRequest { InstanceIds = [id], Force = random.Next(2) == 0 });
                break;
            case 2 when id is not null:
                world.Run<StartInstancesResult>("StartInstances", new StartInstancesRequest { InstanceIds = [id] });
                break;
            case 3 when id is not null:
                world.Run<object>("RebootInstances", new RebootInstancesRequest { InstanceIds = [id] });
                break;
            case 4 when id is not null:
                world.Run<TerminateInstancesResult>("TerminateInstances",
                    new TerminateInstancesRequest { InstanceIds = [id] });
                break;
            default:
                world.Step(TimeSpan.FromMilliseconds(random.Next(1_500)));
                break;
        }
    }

    private void Launch()
    {
        var count = random.Next(1, 4);
        world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = count,
        });
    }

    private string? Any()
    {
        var all = world.View.Rows<InstanceRow>().ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)].Id;
    }

    private void Compare()
    {
        var now = world.View.Rows<InstanceRow>().ToDictionary(row => row.Id, row => row.State);
        foreach (var (id, state) in now)
        {
            var before = states.GetValueOrDefault(id);
            var isLegal = before is null
                ? state == InstanceStateName.Pending
                : before == state || Graph.Contains((before, state));
            Assert.True(isLegal, $"seed {seed}: {id} went from {before ?? "nothing"} to {state}\n"
                + string.Join('\n', Log));
        }

        states = now;
    }
}
