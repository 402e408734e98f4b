using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>A World with more of everything that machines and storage have than fits on a page.</summary>
internal static class ComputeWorld
{
    private const int Count = 7;

    public static TestWorld Furnished()
    {
        var world = new TestWorld();
        for (var i = 0; i < Count; i++)
            world.Run<Reservation>("RunInstances", new RunInstancesRequest
            {
                ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
                TagSpecifications = [Tags("instance", i)],
            });
        world.Step(TimeSpan.FromSeconds(5));
        for (var i = 0; i < Count; i++) AddStorage(world, i);
        for (var i = 0; i < Count; i++) AddTemplate(world, i);
        for (var i = 0; i < Count; i++)
            world.Run<object>("CreateCapacityReservation", new CreateCapacityReservationRequest
            {
                InstanceType = "m5.large", InstancePlatform = "Linux/UNIX", AvailabilityZone = "us-east-1a",
                InstanceCount = 1,
            });
        world.Run<object>("AllocateHosts", new AllocateHostsRequest
        {
            InstanceType = "c5.large", AvailabilityZone = "us-east-1a", Quantity = Count,
        });
        for (var i = 0; i < 25; i++)
            world.Run<object>("CreateInstanceEventWindow", new CreateInstanceEventWindowRequest
            {
                Name = $"window-{i}", CronExpression = "* 2-5 * * 0",
            });
        world.Step(TimeSpan.FromSeconds(5));
        return world;
    }

    private static void AddStorage(TestWorld world, int i)
    {
        var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1, VolumeType = "gp3", TagSpecifications = [Tags("volume", i)],
        }).VolumeId;
        world.Step(TimeSpan.FromSeconds(2));
        var snapshot = world.Run<Snapshot>(
            "CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume, Description = $"of {volume}" }).SnapshotId;
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("LockSnapshot", new LockSnapshotRequest
        {
            SnapshotId = snapshot, LockMode = "governance", LockDuration = 1,
        });
        world.Run<object>("EnableFastSnapshotRestores", new EnableFastSnapshotRestoresRequest
        {
            SourceSnapshotIds = [snapshot!], AvailabilityZones = ["us-east-1a"],
        });
    }

    private static void AddTemplate(TestWorld world, int i) =>
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = $"template-{i}", LaunchTemplateData = new() { InstanceType = "t3.micro" },
        });

    private static TagSpecification Tags(string type, int i) => new()
    {
        ResourceType = type, Tags = [new() { Key = "Name", Value = $"{type}-{i}" }],
    };
}
