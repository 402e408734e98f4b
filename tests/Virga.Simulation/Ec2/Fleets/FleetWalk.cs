using Virga.Ec2.Fleets;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Tests;
using Virga.Wire.Ec2;

namespace Virga.Simulation.Ec2.Fleets;

/// <summary>
/// A random life of fleets, spot requests, capacity reservations, hosts and volumes beside each other, in an order that
/// the seed alone decides. The World's invariants (capacity is conserved, addresses are given once) are checked by
/// <see cref="TestWorld"/> after each commit; here: a request and its instance agree after each step, and fleets that
/// maintain a target have it once everything has settled.
/// </summary>
internal sealed class FleetWalk(int seed) : IDisposable
{
    private readonly Random random = new(seed);
    private readonly TestWorld world = new();
    private readonly List<string> fleets = [];
    private readonly List<string> reservations = [];
    private readonly List<string> hosts = [];
    private string? template;

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
            Log.Add($"  refused: {refused.Code}");
        }

        CheckRequests();
    }

    /// <summary>Lets all be done that is under way, and looks whether the fleets have what they want.</summary>
    public void Settle()
    {
        for (var i = 0; i < 10; i++) world.Step(TimeSpan.FromSeconds(70));
        foreach (var fleet in world.View.Rows<FleetRow>())
        {
            var running = FleetFulfilment.Fulfilled(world.View, fleet.Work);
            var wanted = fleet.Request.TargetCapacitySpecification!.TotalTargetCapacity!.Value;
            if (fleet is { State: FleetStateCode.Active, Type: FleetType.Maintain })
                Assert.True(running == wanted, Message($"{fleet.Id} has {running} of {wanted}"));
            if (fleet.State == FleetStateCode.Deleted)
                Assert.Empty(FleetFulfilment.Left(world.View, fleet.Id));
            Assert.NotEqual(FleetStateCode.DeletedTerminating, fleet.State);
        }
    }

    public void Dispose() => world.Dispose();

    private void Act()
    {
        var action = random.Next(13);
        Log.Add($"{action}");
        switch (action)
        {
            case 0:
                fleets.Add(CreateFleet());
                break;
            case 1 when fleets.Count > 0:
                Run("ModifyFleet", new ModifyFleetRequest
                {
                    FleetId = Any(fleets), TargetCapacitySpecification = new() { TotalTargetCapacity = random.Next(4) },
                });
                break;
            case 2 when fleets.Count > 0:
                Run("DeleteFleets", new DeleteFleetsRequest
                {
                    FleetIds = [Any(fleets)], TerminateInstances = random.Next(3) > 0,
                });
                break;
            case 3:
                RequestSpot();
                break;
            case 4:
                Cancel();
                break;
            case 5:
                Interrupt();
                break;
            case 6:
                reservations.Add(Reserve());
                break;
            case 7 when reservations.Count > 0:
                ChangeReservation();
                break;
            case 8:
                Launch();
                break;
            case 9:
                Attach();
                break;
            case 10:
                EndOne();
                break;
            default:
                world.Step(TimeSpan.FromMilliseconds(random.Next(200_000)));
                break;
        }
    }

    private string CreateFleet()
    {
        template ??= world.Run<CreateLaunchTemplateResult>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "walk",
            LaunchTemplateData = new() { ImageId = "ami-ubuntu2204", InstanceType = "m5.large" },
        }).LaunchTemplate!.LaunchTemplateId!;
        return world.Run<CreateFleetResult>("CreateFleet", new CreateFleetRequest
        {
            Type = random.Next(3) switch { 0 => "instant", 1 => "request", _ => "maintain" },
            LaunchTemplateConfigs =
            [
                new()
                {
                    LaunchTemplateSpecification = new() { LaunchTemplateId = template, Version = "1" },
                    Overrides = [new() { AvailabilityZone = "us-east-1a" }, new() { InstanceType = "c5.large" }],
                },
            ],
            TargetCapacitySpecification = new()
            {
                TotalTargetCapacity = random.Next(4),
                DefaultTargetCapacityType = random.Next(2) == 0 ? "spot" : "on-demand",
            },
        }).FleetId!;
    }

    private void RequestSpot() => Run("RequestSpotInstances", new RequestSpotInstancesRequest
    {
        Type = random.Next(2) == 0 ? "one-time" : "persistent",
        SpotPrice = random.Next(4) == 0 ? "0.0001" : null,
        LaunchSpecification = new() { ImageId = "ami-ubuntu2204", InstanceType = "t3.micro" },
    });

    private void Cancel()
    {
        var all = world.View.Rows<SpotRequestRow>().Select(row => row.Id).ToList();
        if (all.Count > 0)
            Run("CancelSpotInstanceRequests",
                new CancelSpotInstanceRequestsRequest { SpotInstanceRequestIds = [Any(all)] });
    }

    private void Interrupt()
    {
        var running = Instances(row => row is { Lifecycle: "spot", State: InstanceStateName.Running });
        if (running.Count == 0) return;
        var id = Any(running);

        // As in EndOne: what a fleet replaced and what starts again are both kept.
        var isOfFleet = world.View.Get<InstanceRow>(id).FleetId is not null;
        var action = isOfFleet || random.Next(2) == 0 ? "terminate" : "stop";
        world.Arrange(change => InstanceEventPlan.Interrupt(
            change, change.Get<InstanceRow>(id), action, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
    }

    private string Reserve() => world.Run<CreateCapacityReservationResult>(
        "CreateCapacityReservation", new CreateCapacityReservationRequest
        {
            InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
            InstanceCount = random.Next(1, 4), InstanceMatchCriteria = random.Next(2) == 0 ? "open" : "targeted",
        }).CapacityReservation!.CapacityReservationId!;

    private void ChangeReservation()
    {
        var id = Any(reservations);
        if (random.Next(4) == 0)
            Run("CancelCapacityReservation", new CancelCapacityReservationRequest { CapacityReservationId = id });
        else
            Run("ModifyCapacityReservation", new ModifyCapacityReservationRequest
            {
                CapacityReservationId = id, InstanceCount = random.Next(1, 5),
            });
    }

    private void Launch()
    {
        if (hosts.Count == 0)
            hosts.AddRange(world.Run<AllocateHostsResult>("AllocateHosts", new AllocateHostsRequest
            {
                InstanceFamily = "m5", AvailabilityZone = "us-east-1a", Quantity = 1,
            }).HostIds!);
        var isTargeted = reservations.Count > 0 && random.Next(2) == 0;
        Run("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", MinCount = 1, MaxCount = random.Next(1, 3),
            InstanceType = random.Next(2) == 0 ? "m5.large" : "m5.12xlarge",
            Placement = new()
            {
                AvailabilityZone = "us-east-1a", Tenancy = random.Next(2) == 0 && !isTargeted ? "host" : null,
            },
            CapacityReservationSpecification = isTargeted
                ? new() { CapacityReservationTarget = new() { CapacityReservationId = Any(reservations) } }
                : null,
        });
    }

    private void Attach()
    {
        var free = world.View.Rows<VolumeRow>().Where(row => row.Attachments.Count == 0).Select(row => row.Id).ToList();
        var running = Instances(row => row.State == InstanceStateName.Running);
        if (free.Count == 0 || running.Count == 0)
            Run("CreateVolume", new CreateVolumeRequest { AvailabilityZone = "us-east-1a", Size = 1 });
        else
            Run("AttachVolume", new AttachVolumeRequest
            {
                VolumeId = Any(free), InstanceId = Any(running), Device = $"/dev/sd{(char)('f' + random.Next(10))}",
            });
    }

    private void EndOne()
    {
        var alive = Instances(row => !row.IsTerminated);
        if (alive.Count == 0) return;
        List<string> ids = [Any(alive)];

        // A fleet replaces what somebody stops, and keeps both when it is started again, as on AWS.
        var isOfFleet = world.View.Get<InstanceRow>(ids[0]).FleetId is not null;
        switch (isOfFleet ? 2 : random.Next(3))
        {
            case 0:
                Run("StopInstances", new StopInstancesRequest { InstanceIds = ids });
                break;
            case 1:
                Run("StartInstances", new StartInstancesRequest { InstanceIds = ids });
                break;
            default:
                Run("TerminateInstances", new TerminateInstancesRequest { InstanceIds = ids });
                break;
        }
    }

    /// <summary>
    /// An active request has an instance that is there; one that is over has none that it would replace.
    /// </summary>
    private void CheckRequests()
    {
        foreach (var request in world.View.Rows<SpotRequestRow>())
        {
            var instance = world.View.Find<InstanceRow>(request.InstanceId);
            if (request.State == SpotInstanceState.Active)
                Assert.True(instance is { IsTerminated: false }, Message($"{request.Id} is active without instance"));
            if (request.State == SpotInstanceState.Closed)
                Assert.True(instance?.IsTerminated != false, Message($"{request.Id} is closed and its instance lives"));
        }
    }

    private List<string> Instances(Func<InstanceRow, bool> isWanted) =>
        [.. world.View.Rows<InstanceRow>().Where(isWanted).Select(row => row.Id)];

    private void Run(string operation, object input) => world.Run<object>(operation, input);

    private string Any(List<string> ids) => ids[random.Next(ids.Count)];

    private string Message(string what) => $"seed {seed}: {what}\n{string.Join('\n', Log)}";
}
