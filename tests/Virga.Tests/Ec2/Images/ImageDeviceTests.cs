using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Images;

/// <summary>The devices of an image, and what a launch may change of them.</summary>
public sealed class ImageDeviceTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void An_image_is_registered_with_devices_that_a_launch_can_make()
    {
        var snapshot = Snapshot(sizeGiB: 20, isEncrypted: false);

        Assert.Equal("InvalidBlockDeviceMapping", Refused(new() { SnapshotId = snapshot, VolumeSize = 5 }));
        Assert.Equal("UnknownVolumeType", Refused(new() { SnapshotId = snapshot, VolumeType = "gp9" }));
        Assert.Equal("MissingParameter", Refused(new() { SnapshotId = snapshot, VolumeType = "io1" }));
        Assert.Equal(
            "InvalidParameterValue", Refused(new() { SnapshotId = snapshot, VolumeType = "gp3", Iops = 99_999 }));
        Assert.Equal(
            "InvalidParameterCombination", Refused(new() { SnapshotId = snapshot, Encrypted = true }));
        var image = Register(new() { SnapshotId = snapshot, VolumeSize = 30, VolumeType = "gp3" });
        Assert.Equal(30, Assert.Single(VolumesOf(Launch(image))).Size);

        string Refused(EbsBlockDevice root) => world.Fail("RegisterImage", Request(root)).Code;
    }

    [Fact]
    public void A_device_of_an_instance_goes_into_its_image_as_it_is()
    {
        var instance = Launch("ami-ubuntu2204");
        var root = Assert.Single(VolumesOf(instance));
        var device = root.Attachments![0].Device!;
        var other = Snapshot(sizeGiB: 100, isEncrypted: true);

        Assert.Equal("InvalidBlockDeviceMapping", Refused(new() { VolumeSize = root.Size - 1 }));
        Assert.Equal("InvalidBlockDeviceMapping", Refused(new() { SnapshotId = other }));
        Assert.Equal("InvalidBlockDeviceMapping", Refused(new() { Encrypted = true }));
        Assert.Equal("MissingParameter", Refused(new() { VolumeType = "io1" }));
        Assert.Equal("InvalidParameterValue", Refused(new() { VolumeType = "gp3", VolumeSize = 999_999 }));
        var image = Create(new() { VolumeType = "gp3", VolumeSize = root.Size + 1, Encrypted = false });
        world.Step(TimeSpan.FromSeconds(5));
        var made = Assert.Single(VolumesOf(Launch(image)));
        Assert.Equal((root.Size + 1, "gp3", 3_000), (made.Size, made.VolumeType, made.Iops));

        string Refused(EbsBlockDevice ebs) => world.Fail("CreateImage", Image(ebs)).Code;
        string Create(EbsBlockDevice ebs) => world.Run<CreateImageResult>("CreateImage", Image(ebs)).ImageId!;
        CreateImageRequest Image(EbsBlockDevice ebs) => new()
        {
            InstanceId = instance, Name = "mine", BlockDeviceMappings = [new() { DeviceName = device, Ebs = ebs }],
        };
    }

    [Fact]
    public void Another_snapshot_brings_its_size_and_its_encryption()
    {
        var image = world.Run<RegisterImageResult>("RegisterImage", Request(
            new() { SnapshotId = Snapshot(sizeGiB: 4, isEncrypted: false) },
            new() { VolumeSize = 8, VolumeType = "gp3" })).ImageId!;
        var other = Snapshot(sizeGiB: 100, isEncrypted: true);

        var made = VolumesOf(Launch(image, new() { SnapshotId = other })).Single(one => one.SnapshotId == other);
        var small = world.Fail("RunInstances", Run(image, new() { SnapshotId = other, VolumeSize = 50 }));
        var plain = world.Fail("RunInstances", Run(image, new() { SnapshotId = other, Encrypted = false }));

        Assert.Equal((100, true), (made.Size, made.Encrypted));
        Assert.Equal("arn:aws:kms:us-east-1:123456789012:key/mine", made.KmsKeyId);
        Assert.Equal("InvalidBlockDeviceMapping", small.Code);
        Assert.Equal("InvalidBlockDeviceMapping", plain.Code);
    }

    [Fact]
    public void A_device_that_the_image_does_not_have_is_as_large_as_its_snapshot()
    {
        var snapshot = Snapshot(sizeGiB: 100, isEncrypted: true);

        Assert.Equal("InvalidBlockDeviceMapping", world.Fail(
            "RunInstances", Run("ami-ubuntu2204", new() { SnapshotId = snapshot, VolumeSize = 8 })).Code);
        Assert.Equal("InvalidBlockDeviceMapping", world.Fail(
            "RunInstances", Run("ami-ubuntu2204", new() { SnapshotId = snapshot, Encrypted = false })).Code);
    }

    [Fact]
    public void One_attribute_of_an_image_is_changed_at_a_time()
    {
        var image = Register(new() { SnapshotId = Snapshot(sizeGiB: 4, isEncrypted: false) });
        var both = world.Fail("ModifyImageAttribute", new ModifyImageAttributeRequest
        {
            ImageId = image, Description = new() { Value = "new" },
            LaunchPermission = new() { Add = [new() { UserId = "210987654321" }] },
        });
        var none = world.Fail("ModifyImageAttribute", new ModifyImageAttributeRequest { ImageId = image });
        world.Run<object>("ModifyImageAttribute", new ModifyImageAttributeRequest
        {
            ImageId = image, Attribute = "description", Value = "newer",
        });

        Assert.Equal("InvalidParameterCombination", both.Code);
        Assert.Equal("InvalidParameterCombination", none.Code);
        Assert.Equal("newer", Assert.Single(world.Run<DescribeImagesResult>(
            "DescribeImages", new DescribeImagesRequest { ImageIds = [image] }).Images!).Description);
    }

    public void Dispose() => world.Dispose();

    private string Register(EbsBlockDevice root) =>
        world.Run<RegisterImageResult>("RegisterImage", Request(root)).ImageId!;

    private static RegisterImageRequest Request(EbsBlockDevice root, EbsBlockDevice? second = null) => new()
    {
        Name = "registered", Architecture = "x86_64", VirtualizationType = "hvm", RootDeviceName = "/dev/sda1",
        BlockDeviceMappings =
        [
            new() { DeviceName = "/dev/sda1", Ebs = root },
            .. second is null ? (BlockDeviceMapping[])[] : [new() { DeviceName = "/dev/sdb", Ebs = second }],
        ],
    };

    private string Snapshot(int sizeGiB, bool isEncrypted)
    {
        var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = sizeGiB, Encrypted = isEncrypted,
            KmsKeyId = isEncrypted ? "arn:aws:kms:us-east-1:123456789012:key/mine" : null,
        }).VolumeId;
        world.Step(TimeSpan.FromSeconds(2));
        var id = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }

    private string Launch(string image, EbsBlockDevice? second = null)
    {
        var id = world.Run<Reservation>("RunInstances", Run(image, second)).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private static RunInstancesRequest Run(string image, EbsBlockDevice? second) => new()
    {
        ImageId = image, InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        BlockDeviceMappings = second is null ? [] : [new() { DeviceName = "/dev/sdb", Ebs = second }],
    };

    private List<Volume> VolumesOf(string instance) => world.Run<DescribeVolumesResult>(
        "DescribeVolumes",
        new DescribeVolumesRequest
        {
            Filters = [new() { Name = "attachment.instance-id", Values = [instance] }],
        }).Volumes!;
}
