using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Volumes;

/// <summary>What is encrypted, and with which key.</summary>
public sealed class EncryptionTests : IDisposable
{
    private const string Key = "arn:aws:kms:us-east-1:123456789012:key/mine";

    private readonly TestWorld world = new();

    [Fact]
    public void A_key_needs_something_to_encrypt()
    {
        var snapshot = Snapshot();

        NeedsEncrypted("CreateVolume", Volume(isEncrypted: null));
        NeedsEncrypted("CreateVolume", Volume(isEncrypted: false));
        NeedsEncrypted("CopySnapshot", Copy(snapshot, isEncrypted: null));
        NeedsEncrypted("RunInstances", Launch(isEncrypted: null));
        NeedsEncrypted("RunInstances", Launch(isEncrypted: false));
        Assert.Equal(Key, world.Run<Volume>("CreateVolume", Volume(isEncrypted: true)).KmsKeyId);
        world.Run<object>("CopySnapshot", Copy(snapshot, isEncrypted: true));
        Assert.Equal(Key, Launched(Launch(isEncrypted: true)).KmsKeyId);
    }

    [Fact]
    public void Encryption_by_default_is_enough_for_a_key()
    {
        var snapshot = Snapshot();
        world.Run<object>("EnableEbsEncryptionByDefault", new EnableEbsEncryptionByDefaultRequest());

        var volume = world.Run<Volume>("CreateVolume", Volume(isEncrypted: null));
        world.Run<object>("CopySnapshot", Copy(snapshot, isEncrypted: null));
        var launched = Launched(Launch(isEncrypted: null));

        Assert.Equal((true, Key), (volume.Encrypted, volume.KmsKeyId));
        Assert.Equal((true, Key), (launched.Encrypted, launched.KmsKeyId));
    }

    [Fact]
    public void A_volume_that_becomes_provisioned_has_three_thousand_operations_by_default()
    {
        var volume = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { AvailabilityZone = "us-east-1a", Size = 100 }).VolumeId!;
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal(3_000, Modified("io1", volume));
        Assert.Equal(3_000, Modified("io2", volume));
        Assert.Null(Modified("standard", volume));
    }

    public void Dispose() => world.Dispose();

    private int? Modified(string type, string volume)
    {
        var target = world.Run<ModifyVolumeResult>("ModifyVolume", new ModifyVolumeRequest
        {
            VolumeId = volume, VolumeType = type,
        }).VolumeModification!.TargetIops;
        for (var i = 0; i < 4; i++) world.Step(TimeSpan.FromSeconds(3));
        return target;
    }

    private void NeedsEncrypted(string operation, object request)
    {
        var error = world.Fail(operation, request);
        Assert.Equal("InvalidParameterDependency", error.Code);
        Assert.Equal("The parameter KmsKeyId requires the parameter Encrypted to be set.", error.Message);
    }

    private static CreateVolumeRequest Volume(bool? isEncrypted) => new()
    {
        AvailabilityZone = "us-east-1a", Size = 1, KmsKeyId = Key, Encrypted = isEncrypted,
    };

    private static CopySnapshotRequest Copy(string snapshot, bool? isEncrypted) => new()
    {
        SourceRegion = "us-east-1", SourceSnapshotId = snapshot, KmsKeyId = Key, Encrypted = isEncrypted,
    };

    private static RunInstancesRequest Launch(bool? isEncrypted) => new()
    {
        ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        BlockDeviceMappings =
        [
            new()
            {
                DeviceName = "/dev/sdf", Ebs = new() { VolumeSize = 1, KmsKeyId = Key, Encrypted = isEncrypted },
            },
        ],
    };

    private Volume Launched(RunInstancesRequest request)
    {
        var id = world.Run<Reservation>("RunInstances", request).Instances![0].InstanceId!;
        return world.Run<DescribeVolumesResult>("DescribeVolumes", new DescribeVolumesRequest
        {
            Filters =
            [
                new() { Name = "attachment.instance-id", Values = [id] },
                new() { Name = "attachment.device", Values = ["/dev/sdf"] },
            ],
        }).Volumes!.Single();
    }

    private string Snapshot()
    {
        var volume = world.Run<Volume>(
            "CreateVolume", new CreateVolumeRequest { AvailabilityZone = "us-east-1a", Size = 1 }).VolumeId;
        world.Step(TimeSpan.FromSeconds(2));
        var id = world.Run<Snapshot>("CreateSnapshot", new CreateSnapshotRequest { VolumeId = volume }).SnapshotId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }
}
