using System.Runtime.CompilerServices;
using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>What a request about machines and storage may ask for is done, shown, or refused by its name.</summary>
public sealed class UnheldWishTests : IDisposable
{
    private const string Outpost = "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0";

    /// <summary>Who looks at them is no operation.</summary>
    private static readonly string[] OfEverybody = ["DryRun", "ClientToken"];

    /// <summary>
    /// Members that nothing reads. AWS reserves AdditionalInfo and names no effect of it; the URL of a copy is for
    /// AWS's own check of who asks.
    /// </summary>
    private static readonly string[] Unread =
    [
        "RunInstances.AdditionalInfo", "StartInstances.AdditionalInfo", "CopySnapshot.PresignedUrl",
        "CopySnapshot.DestinationRegion",
    ];

    private readonly TestWorld world = new();

    [Fact]
    public void Each_member_of_a_request_is_read_or_named()
    {
        string[] operations =
        [
            "RunInstances", "StartInstances", "StopInstances", "TerminateInstances", "RebootInstances", "CreateVolume",
            "ModifyVolume", "AttachVolume", "DetachVolume", "DeleteVolume", "CreateSnapshot", "CreateSnapshots",
            "CopySnapshot", "DeleteSnapshot", "CreateImage", "CopyImage", "RegisterImage", "DeregisterImage",
            "ModifyImageAttribute", "ModifyInstanceAttribute", "ModifyInstanceCpuOptions", "ModifyInstancePlacement",
            "ModifyInstanceMetadataOptions", "ModifyInstanceMaintenanceOptions", "AttachNetworkInterface",
        ];
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/Virga/Ec2");
        var files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories);
        var unread = new List<string>();
        foreach (var operation in operations)
        {
            var folder = Path.GetDirectoryName(files.Single(one => Path.GetFileName(one) == $"{operation}.cs"))!;
            var text = string.Concat(Directory.GetFiles(folder, "*.cs").Select(File.ReadAllText));
            var request = typeof(RunInstancesRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", true)!;
            unread.AddRange(
                from member in request.GetProperties().Select(one => one.Name).Except(OfEverybody)
                where !text.Contains($".{member}", StringComparison.Ordinal)
                select $"{operation}.{member}");
        }

        Assert.Equal(Unread.Order(StringComparer.Ordinal), unread.Order(StringComparer.Ordinal));

        static string Here([CallerFilePath] string path = "") => path;
    }

    [Fact]
    public void Outposts_and_local_zones_are_refused_by_name()
    {
        var (volume, instance) = (Volume(), Launch(_ => { }));
        var snapshot = Snapshot(volume);

        Refused("OutpostArn", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1, OutpostArn = Outpost,
        });
        Refused("Operator", new CreateVolumeRequest { AvailabilityZone = "us-east-1a", Size = 1, Operator = new() });
        Refused("OutpostArn", new CreateSnapshotRequest { VolumeId = volume, OutpostArn = Outpost });
        Refused("Location", new CreateSnapshotRequest { VolumeId = volume, Location = "local" });
        Refused("Location", new CreateSnapshotsRequest
        {
            InstanceSpecification = new() { InstanceId = instance }, Location = "local",
        });
        Refused("DestinationOutpostArn", Copy(one => one.DestinationOutpostArn = Outpost));
        Refused("DestinationAvailabilityZone", Copy(one => one.DestinationAvailabilityZone = "us-west-2-lax-1a"));
        Refused("SnapshotLocation", new CreateImageRequest
        {
            InstanceId = instance, Name = "mine", SnapshotLocation = "local",
        });
        Refused("DestinationOutpostArn", new CopyImageRequest
        {
            Name = "copy", SourceImageId = "ami-ubuntu2204", SourceRegion = "us-east-1",
            DestinationOutpostArn = Outpost,
        });
        world.Run<object>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume, Location = "regional" });

        CopySnapshotRequest Copy(Action<CopySnapshotRequest> with)
        {
            var request = new CopySnapshotRequest { SourceRegion = "us-east-1", SourceSnapshotId = snapshot };
            with(request);
            return request;
        }
    }

    [Fact]
    public void Wishes_of_interfaces_and_devices_are_refused_by_name()
    {
        RefusedInterface("EnaSrdSpecification", one => one.EnaSrdSpecification = new() { EnaSrdEnabled = true });
        RefusedInterface("EnaQueueCount", one => one.EnaQueueCount = 2);
        RefusedInterface("AssociateCarrierIpAddress", one => one.AssociateCarrierIpAddress = true);
        RefusedInterface("efa-only", one => one.InterfaceType = "efa-only");
        RefusedInterface("'efa'", one => one.InterfaceType = "efa");
        Refused("EbsCardIndex", Request(one => one.BlockDeviceMappings =
            [new() { DeviceName = "/dev/sdf", Ebs = new() { VolumeSize = 1, EbsCardIndex = 1 } }]));
        Assert.Equal("InvalidBlockDeviceMapping", world.Fail("RunInstances", Request(one => one.BlockDeviceMappings =
            [new() { DeviceName = "/dev/sdf", VirtualName = "floppy" }])).Code);
        Assert.Equal("OperationNotPermitted", world.Fail("RegisterImage", new RegisterImageRequest
        {
            Name = "sold", RootDeviceName = "/dev/sda1", BillingProducts = ["bp-1"],
        }).Code);
        Refused("RAM disk", new RegisterImageRequest { Name = "old", KernelId = "aki-1" });
        var efa = Launch(one => (one.InstanceType, one.NetworkInterfaces) =
            ("c5n.18xlarge", [new() { DeviceIndex = 0, InterfaceType = "efa" }]));
        Assert.Equal("efa", world.View.Rows<Virga.Ec2.NetworkInterfaces.NetworkInterfaceRow>()
            .Single(one => one.Attachment?.InstanceId == efa).InterfaceType);

        void RefusedInterface(string name, Action<InstanceNetworkInterfaceSpecification> with)
        {
            var asked = new InstanceNetworkInterfaceSpecification { DeviceIndex = 0 };
            with(asked);
            Refused(name, Request(one => one.NetworkInterfaces = [asked]));
        }
    }

    [Fact]
    public void Rates_and_durations_are_kept_and_shown()
    {
        var snapshot = Snapshot(Volume());
        CreateVolumeRequest Of(string? from, int rate) => new()
        {
            AvailabilityZone = "us-east-1a", Size = 1, SnapshotId = from, VolumeInitializationRate = rate,
        };
        CopySnapshotRequest Copy(int minutes) => new()
        {
            SourceRegion = "us-east-1", SourceSnapshotId = snapshot, CompletionDurationMinutes = minutes,
        };

        Assert.Equal(200, world.Run<Volume>("CreateVolume", Of(snapshot, 200)).VolumeInitializationRate);
        Assert.Equal("InvalidParameterValue", world.Fail("CreateVolume", Of(snapshot, 99)).Code);
        Assert.Equal("InvalidParameterCombination", world.Fail("CreateVolume", Of(null, 200)).Code);
        var copy = world.Run<CopySnapshotResult>("CopySnapshot", Copy(30)).SnapshotId!;
        Assert.Equal("InvalidParameterValue", world.Fail("CopySnapshot", Copy(20)).Code);
        Assert.Equal("InvalidParameterValue", world.Fail("CopySnapshot", Copy(0)).Code);
        var shown = Assert.Single(world.Run<DescribeSnapshotsResult>(
            "DescribeSnapshots", new DescribeSnapshotsRequest { SnapshotIds = [copy] }).Snapshots!);
        Assert.Equal((30, "time-based"), (shown.CompletionDurationMinutes, shown.TransferType));
    }

    [Fact]
    public void A_stop_without_the_guests_shutdown_is_a_forced_one()
    {
        var (hard, soft) = (Launch(_ => { }), Launch(_ => { }));
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [hard], SkipOsShutdown = true });
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [soft] });

        Assert.True(world.View.Get<InstanceRow>(hard).IsStopForced);
        Assert.False(world.View.Get<InstanceRow>(soft).IsStopForced);
    }

    public void Dispose() => world.Dispose();

    private void Refused(string name, object request)
    {
        var error = world.Fail(request.GetType().Name[..^"Request".Length], request);
        Assert.Equal("UnsupportedOperation", error.Code);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private string Volume()
    {
        var id = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1,
        }).VolumeId!;
        world.Step(TimeSpan.FromSeconds(3));
        return id;
    }

    private string Snapshot(string volume)
    {
        var id = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(3));
        return id;
    }

    private string Launch(Action<RunInstancesRequest> with)
    {
        var id = world.Run<Reservation>("RunInstances", Request(with)).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private static RunInstancesRequest Request(Action<RunInstancesRequest> with)
    {
        var request = new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        };
        with(request);
        return request;
    }
}
