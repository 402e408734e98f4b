using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>The small operations about volumes, snapshots, images and templates: done, described, refused.</summary>
public sealed class StorageSettingsTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void Snapshots_of_all_volumes_are_taken_at_once()
    {
        var instance = Launch();
        CreateSnapshotsRequest Of(Action<InstanceSpecification> with)
        {
            var request = new CreateSnapshotsRequest
            {
                Description = "all", CopyTagsFromSource = "volume",
                InstanceSpecification = new() { InstanceId = instance },
            };
            with(request.InstanceSpecification);
            return request;
        }

        List<SnapshotInfo> Taken(Action<InstanceSpecification> with) =>
            world.Run<CreateSnapshotsResult>("CreateSnapshots", Of(with)).Snapshots!;
        var all = Taken(_ => { });
        var data = Assert.Single(Taken(one => one.ExcludeBootVolume = true));

        Assert.Equal(2, all.Count);
        Assert.Single(Taken(one => one.ExcludeDataVolumeIds = [data.VolumeId!]));
        Assert.All(all, one => Assert.Equal("x", Assert.Single(one.Tags!).Value));
        Assert.Equal("InvalidParameterValue", world.Fail("CreateSnapshots", Of(one =>
        {
            one.ExcludeBootVolume = true;
            one.ExcludeDataVolumeIds = [data.VolumeId!];
        })).Code);
        world.Step(TimeSpan.FromSeconds(3));
        Assert.All(
            world.Run<DescribeSnapshotsResult>("DescribeSnapshots", new DescribeSnapshotsRequest
            {
                SnapshotIds = [.. all.Select(one => one.SnapshotId!)],
            }).Snapshots!,
            one => Assert.Equal(("completed", "all"), (one.State, one.Description)));
    }

    [Fact]
    public void A_volumes_io_is_enabled_by_itself_or_by_hand()
    {
        var volume = Volume();
        bool? Auto() => world.Run<DescribeVolumeAttributeResult>(
            "DescribeVolumeAttribute",
            new DescribeVolumeAttributeRequest { VolumeId = volume, Attribute = "autoEnableIO" }).AutoEnableIO!.Value;

        Assert.False(Auto());
        world.Run<object>("ModifyVolumeAttribute", new ModifyVolumeAttributeRequest
        {
            VolumeId = volume, AutoEnableIO = new() { Value = true },
        });
        Assert.True(Auto());
        world.Run<object>("EnableVolumeIO", new EnableVolumeIORequest { VolumeId = volume });
        Assert.Equal("InvalidParameterCombination", world.Fail(
            "ModifyVolumeAttribute", new ModifyVolumeAttributeRequest { VolumeId = volume }).Code);
        Assert.Equal("InvalidVolume.NotFound", world.Fail(
            "EnableVolumeIO", new EnableVolumeIORequest { VolumeId = "vol-0123456789abcdef0" }).Code);
    }

    [Fact]
    public void Fast_launch_is_for_windows_images()
    {
        var windows = Windows();
        var enabled = world.Run<EnableFastLaunchResult>(
            "EnableFastLaunch", new EnableFastLaunchRequest { ImageId = windows, MaxParallelLaunches = 8 });
        Assert.Equal("IncorrectState", world.Fail(
            "EnableFastLaunch", new EnableFastLaunchRequest { ImageId = windows }).Code);
        world.Step(TimeSpan.FromMinutes(1));

        Assert.Equal(("enabling", 8), (enabled.State, enabled.MaxParallelLaunches));
        Assert.Equal("enabled", Assert.Single(Described()).State);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "EnableFastLaunch", new EnableFastLaunchRequest { ImageId = "ami-ubuntu2204" }).Code);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "EnableFastLaunch", new EnableFastLaunchRequest { ImageId = windows, MaxParallelLaunches = 1 }).Code);
        world.Run<object>("DisableFastLaunch", new DisableFastLaunchRequest { ImageId = windows });
        world.Step(TimeSpan.FromMinutes(1));
        Assert.Empty(Described());
        Assert.Equal("InvalidParameterValue", world.Fail(
            "DisableFastLaunch", new DisableFastLaunchRequest { ImageId = windows }).Code);

        List<DescribeFastLaunchImagesSuccessItem> Described() => world.Run<DescribeFastLaunchImagesResult>(
            "DescribeFastLaunchImages", new DescribeFastLaunchImagesRequest()).FastLaunchImages!;
    }

    [Fact]
    public void An_image_is_deprecated_disabled_and_taken_back()
    {
        var image = Image();
        EnableImageDeprecationRequest At(TimeSpan fromNow) =>
            new() { ImageId = image, DeprecateAt = world.Clock.GetUtcNow() + fromNow };

        Assert.Equal(
            "InvalidParameterValue", world.Fail("EnableImageDeprecation", At(TimeSpan.FromHours(-1))).Code);
        world.Run<object>("EnableImageDeprecation", At(TimeSpan.FromHours(1)));
        Assert.NotNull(Shown(image).DeprecationTime);
        world.Run<object>("DisableImageDeprecation", new DisableImageDeprecationRequest { ImageId = image });
        Assert.Null(Shown(image).DeprecationTime);
        world.Run<object>("DisableImage", new DisableImageRequest { ImageId = image });
        Assert.Equal("disabled", Shown(image).State);
        Assert.Equal("InvalidAMIID.Unavailable", world.Fail("RunInstances", new RunInstancesRequest
        {
            ImageId = image, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        }).Code);
        world.Run<object>("EnableImage", new EnableImageRequest { ImageId = image });
        Assert.Equal("available", Shown(image).State);
    }

    [Fact]
    public void Sharing_with_everybody_is_blocked_and_unblocked()
    {
        string? Images() => world.Run<GetImageBlockPublicAccessStateResult>(
            "GetImageBlockPublicAccessState", new GetImageBlockPublicAccessStateRequest()).ImageBlockPublicAccessState;
        string? Snapshots() => world.Run<GetSnapshotBlockPublicAccessStateResult>(
            "GetSnapshotBlockPublicAccessState", new GetSnapshotBlockPublicAccessStateRequest()).State;

        world.Run<object>("DisableImageBlockPublicAccess", new DisableImageBlockPublicAccessRequest());
        Assert.Equal("unblocked", Images());
        world.Run<object>("EnableImageBlockPublicAccess", new EnableImageBlockPublicAccessRequest
        {
            ImageBlockPublicAccessState = "block-new-sharing",
        });
        Assert.Equal("block-new-sharing", Images());

        var snapshot = Shown(Image()).BlockDeviceMappings![0].Ebs!.SnapshotId;
        var share = new ModifySnapshotAttributeRequest
        {
            SnapshotId = snapshot, Attribute = "createVolumePermission", OperationType = "add", GroupNames = ["all"],
        };
        world.Run<object>("EnableSnapshotBlockPublicAccess", new EnableSnapshotBlockPublicAccessRequest
        {
            State = "block-all-sharing",
        });
        Assert.Equal("block-all-sharing", Snapshots());
        Assert.Equal("OperationNotPermitted", world.Fail("ModifySnapshotAttribute", share).Code);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "EnableSnapshotBlockPublicAccess",
            new EnableSnapshotBlockPublicAccessRequest { State = "unblocked" }).Code);
        world.Run<object>("DisableSnapshotBlockPublicAccess", new DisableSnapshotBlockPublicAccessRequest());
        Assert.Equal("unblocked", Snapshots());
        world.Run<object>("ModifySnapshotAttribute", share);
    }

    [Fact]
    public void A_deleted_template_is_gone_with_its_versions()
    {
        CreateLaunchTemplateRequest Named(string name) => new()
        {
            LaunchTemplateName = name, LaunchTemplateData = new() { InstanceType = "t3.micro" },
        };
        var id = world.Run<CreateLaunchTemplateResult>("CreateLaunchTemplate", Named("one"))
            .LaunchTemplate!.LaunchTemplateId;
        world.Run<object>("CreateLaunchTemplate", Named("two"));

        world.Run<object>("DeleteLaunchTemplate", new DeleteLaunchTemplateRequest { LaunchTemplateId = id });
        world.Run<object>("DeleteLaunchTemplate", new DeleteLaunchTemplateRequest { LaunchTemplateName = "two" });

        Assert.Empty(world.Run<DescribeLaunchTemplatesResult>(
            "DescribeLaunchTemplates", new DescribeLaunchTemplatesRequest()).LaunchTemplates!);
        Assert.Equal("InvalidLaunchTemplateId.NotFound", world.Fail(
            "DeleteLaunchTemplate", new DeleteLaunchTemplateRequest { LaunchTemplateId = id }).Code);
        Assert.Equal("InvalidLaunchTemplateId.NotFound", world.Fail(
            "DescribeLaunchTemplateVersions",
            new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = id }).Code);
        world.Run<object>("CreateLaunchTemplate", Named("one"));
    }

    public void Dispose() => world.Dispose();

    private string Windows() => world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
    {
        Owners = ["amazon"], Filters = [new() { Name = "platform", Values = ["windows"] }],
    }).Images![0].ImageId!;

    private string Image()
    {
        var id = world.Run<CreateImageResult>(
            "CreateImage", new CreateImageRequest { InstanceId = Launch(), Name = $"own-{world.View.Now.Ticks}" })
            .ImageId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private Image Shown(string id) => Assert.Single(world.Run<DescribeImagesResult>(
        "DescribeImages", new DescribeImagesRequest { ImageIds = [id], IncludeDisabled = true }).Images!);

    private string Volume()
    {
        var id = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            AvailabilityZone = "us-east-1a", Size = 1,
        }).VolumeId!;
        world.Step(TimeSpan.FromSeconds(3));
        return id;
    }

    private string Launch()
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            BlockDeviceMappings = [new() { DeviceName = "/dev/sdf", Ebs = new() { VolumeSize = 1 } }],
            TagSpecifications =
                [new() { ResourceType = "volume", Tags = [new() { Key = "n", Value = "x" }] }],
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }
}
