using Virga.Ec2.Instances;
using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>What an account wants of its instances, and the small operations about single ones.</summary>
public sealed class InstanceSettingsTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void The_default_credits_of_a_family_are_those_of_the_next_launch()
    {
        world.Run<object>("ModifyDefaultCreditSpecification",
            new ModifyDefaultCreditSpecificationRequest { InstanceFamily = "t3", CpuCredits = "standard" });

        var id = Launch();

        Assert.Equal("standard", world.View.Find<InstanceRow>(id)!.CpuCredits);
        Assert.Equal("standard", world.Run<GetDefaultCreditSpecificationResult>("GetDefaultCreditSpecification",
            new GetDefaultCreditSpecificationRequest { InstanceFamily = "t3" })
            .InstanceFamilyCreditSpecification!.CpuCredits);
        Assert.Equal("unlimited", world.Run<GetDefaultCreditSpecificationResult>("GetDefaultCreditSpecification",
            new GetDefaultCreditSpecificationRequest { InstanceFamily = "t4g" })
            .InstanceFamilyCreditSpecification!.CpuCredits);
    }

    [Fact]
    public void The_serial_console_is_off_until_it_is_enabled()
    {
        bool? Status() => world.Run<GetSerialConsoleAccessStatusResult>(
            "GetSerialConsoleAccessStatus", new GetSerialConsoleAccessStatusRequest()).SerialConsoleAccessEnabled;

        Assert.False(Status());
        world.Run<object>("EnableSerialConsoleAccess", new EnableSerialConsoleAccessRequest());
        Assert.True(Status());
        world.Run<object>("DisableSerialConsoleAccess", new DisableSerialConsoleAccessRequest());
        Assert.False(Status());
    }

    [Fact]
    public void Template_data_of_an_instance_launches_its_like()
    {
        var id = Launch();
        var data = world.Run<GetLaunchTemplateDataResult>(
            "GetLaunchTemplateData", new GetLaunchTemplateDataRequest { InstanceId = id }).LaunchTemplateData!;

        Assert.Equal(("t3.micro", "ami-ubuntu2204"), (data.InstanceType, data.ImageId));
        Assert.Single(data.NetworkInterfaces!);
        Assert.Single(data.BlockDeviceMappings!);
    }

    [Fact]
    public void Reports_and_interrupts_are_for_running_instances()
    {
        var id = Launch();
        ReportInstanceStatusRequest Report() =>
            new() { Instances = [id], Status = "impaired", ReasonCodes = ["other"] };
        Assert.Equal("IncorrectInstanceState", world.Fail("ReportInstanceStatus", Report()).Code);
        FleetCases.Settle(world);

        world.Run<object>("ReportInstanceStatus", Report());
        world.Run<object>("SendDiagnosticInterrupt", new SendDiagnosticInterruptRequest { InstanceId = id });
        Assert.Equal("InvalidInstanceType", world.Fail("BundleInstance",
            new BundleInstanceRequest { InstanceId = id, Storage = new() }).Code);
        Assert.Equal("InvalidBundleID.NotFound", world.Fail("CancelBundleTask",
            new CancelBundleTaskRequest { BundleId = "bun-1" }).Code);
        Assert.Empty(world.Run<DescribeBundleTasksResult>(
            "DescribeBundleTasks", new DescribeBundleTasksRequest()).BundleTasks!);
        Assert.False(world.Run<ConfirmProductInstanceResult>("ConfirmProductInstance",
            new ConfirmProductInstanceRequest { InstanceId = id, ProductCode = "abc" }).Return);
    }

    [Fact]
    public void Bandwidth_is_weighted_where_the_type_offers_it()
    {
        var id = Launch();
        FleetCases.Settle(world);
        ModifyInstanceNetworkPerformanceRequest To(string weighting) =>
            new() { InstanceId = id, BandwidthWeighting = weighting };
        Assert.Equal("IncorrectInstanceState",
            world.Fail("ModifyInstanceNetworkPerformanceOptions", To("vpc-1")).Code);
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        FleetCases.Settle(world);

        Assert.Equal("UnsupportedOperation",
            world.Fail("ModifyInstanceNetworkPerformanceOptions", To("vpc-1")).Code);
        world.Run<object>("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = id, InstanceType = new() { Value = "m8i.large" },
        });
        world.Run<object>("ModifyInstanceNetworkPerformanceOptions", To("vpc-1"));

        Assert.Equal("vpc-1", world.View.Find<InstanceRow>(id)!.BandwidthWeighting);
    }

    [Fact]
    public void Allowed_images_keep_others_from_launches_and_lists()
    {
        world.Run<object>("ReplaceImageCriteriaInAllowedImagesSettings",
            new ReplaceImageCriteriaInAllowedImagesSettingsRequest
            {
                ImageCriteria = [new() { ImageProviders = ["amazon"] }],
            });
        world.Run<object>("EnableAllowedImagesSettings",
            new EnableAllowedImagesSettingsRequest { AllowedImagesSettingsState = "enabled" });

        Assert.Equal("InvalidAMIID.NotAllowed", world.Fail("RunInstances", Request()).Code);
        Assert.Empty(Images().Images!);
        world.Run<object>("EnableAllowedImagesSettings",
            new EnableAllowedImagesSettingsRequest { AllowedImagesSettingsState = "audit-mode" });
        Assert.All(Images().Images!, image => Assert.False(image.ImageAllowed));
        Launch();
        world.Run<object>("DisableAllowedImagesSettings", new DisableAllowedImagesSettingsRequest());
        Assert.Equal("disabled", world.Run<GetAllowedImagesSettingsResult>(
            "GetAllowedImagesSettings", new GetAllowedImagesSettingsRequest()).State);
    }

    [Fact]
    public void A_protected_image_outlives_its_cooldown()
    {
        var id = Launch();
        FleetCases.Settle(world);
        var image = world.Run<CreateImageResult>(
            "CreateImage", new CreateImageRequest { InstanceId = id, Name = "kept" }).ImageId!;
        FleetCases.Settle(world);
        world.Run<object>("EnableImageDeregistrationProtection",
            new EnableImageDeregistrationProtectionRequest { ImageId = image, WithCooldown = true });
        world.Run<object>("DisableImageDeregistrationProtection",
            new DisableImageDeregistrationProtectionRequest { ImageId = image });

        Assert.Equal("OperationNotPermitted",
            world.Fail("DeregisterImage", new DeregisterImageRequest { ImageId = image }).Code);
        world.Step(TimeSpan.FromHours(25));
        world.Run<object>("DeregisterImage", new DeregisterImageRequest { ImageId = image });
    }

    [Fact]
    public void An_instance_connect_endpoint_has_an_interface_while_it_lives()
    {
        var subnet = world.View.Rows<Virga.Ec2.Subnets.SubnetRow>().First().Id;
        var made = world.Run<CreateInstanceConnectEndpointResult>("CreateInstanceConnectEndpoint",
            new CreateInstanceConnectEndpointRequest { SubnetId = subnet }).InstanceConnectEndpoint!;
        Assert.Equal("create-in-progress", made.State);
        FleetCases.Settle(world);
        var id = made.InstanceConnectEndpointId!;
        DescribeInstanceConnectEndpointsRequest Named() => new() { InstanceConnectEndpointIds = [id] };

        Assert.Equal("create-complete", Assert.Single(world.Run<DescribeInstanceConnectEndpointsResult>(
            "DescribeInstanceConnectEndpoints", Named()).InstanceConnectEndpoints!).State);
        Assert.NotNull(world.View.Find<Virga.Ec2.NetworkInterfaces.NetworkInterfaceRow>(made.NetworkInterfaceIds![0]));
        Assert.Equal("InstanceConnectEndpointLimitExceeded", world.Fail("CreateInstanceConnectEndpoint",
            new CreateInstanceConnectEndpointRequest { SubnetId = subnet }).Code);
        world.Run<object>("DeleteInstanceConnectEndpoint",
            new DeleteInstanceConnectEndpointRequest { InstanceConnectEndpointId = id });
        FleetCases.Settle(world);
        Assert.Null(world.View.Find<Virga.Ec2.NetworkInterfaces.NetworkInterfaceRow>(made.NetworkInterfaceIds[0]));
        Assert.Equal("InvalidInstanceConnectEndpointId.NotFound",
            world.Fail("DescribeInstanceConnectEndpoints", Named()).Code);
    }

    public void Dispose() => world.Dispose();

    private DescribeImagesResult Images() => world.Run<DescribeImagesResult>("DescribeImages",
        new DescribeImagesRequest { Filters = [new() { Name = "image-id", Values = ["ami-ubuntu2204"] }] });

    private string Launch() => world.Run<Reservation>("RunInstances", Request()).Instances![0].InstanceId!;

    private static RunInstancesRequest Request() => new()
    {
        ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
    };
}
