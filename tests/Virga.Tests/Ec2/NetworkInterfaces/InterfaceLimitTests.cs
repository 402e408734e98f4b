using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.NetworkInterfaces;

/// <summary>An instance has no more interfaces, addresses and volumes than its type takes.</summary>
public sealed class InterfaceLimitTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_nano_has_two_interfaces()
    {
        var instance = Launch(Request("t3.nano", _ => { }));
        Attach(instance, Interface(), 1);

        var third = world.Fail("AttachNetworkInterface", Attachment(instance, Interface(), 2));
        var launched = world.Fail("RunInstances", Request("t3.nano", Three));
        var card = world.Fail("AttachNetworkInterface", new AttachNetworkInterfaceRequest
        {
            NetworkInterfaceId = Interface(), InstanceId = Launch(Request("t3.nano", _ => { })), DeviceIndex = 1,
            NetworkCardIndex = 1,
        });

        Assert.Equal("AttachmentLimitExceeded", third.Code);
        Assert.Equal("Interface count 3 exceeds the limit for t3.nano", third.Message);
        Assert.Equal("AttachmentLimitExceeded", launched.Code);
        Assert.Equal("InvalidParameterValue", card.Code);
        Launch(Request("t3.small", Three));
    }

    [Fact]
    public void An_interface_of_a_nano_has_two_addresses_of_each_kind()
    {
        var instance = Launch(Request("t3.nano", one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, SecondaryPrivateIpAddressCount = 1 }]));
        var eni = InterfaceOf(instance);

        Refused(new AssignPrivateIpAddressesRequest { NetworkInterfaceId = eni, SecondaryPrivateIpAddressCount = 1 });
        Refused(new AssignPrivateIpAddressesRequest { NetworkInterfaceId = eni, Ipv4PrefixCount = 1 });
        Refused(Request("t3.nano", one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, SecondaryPrivateIpAddressCount = 2 }]));
        Refused(Attachment(instance, Interface(secondary: 2), 1));

        void Refused(object request) => Assert.Equal(
            "PrivateIpAddressLimitExceeded", world.Fail(request.GetType().Name[..^"Request".Length], request).Code);
    }

    [Fact]
    public void A_stopped_instance_does_not_become_too_small_for_what_it_has()
    {
        var wide = Stopped(Request("t3.small", Three));
        var deep = Stopped(Request("t3.small", one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, SecondaryPrivateIpAddressCount = 3 }]));

        Assert.Equal("AttachmentLimitExceeded", world.Fail("ModifyInstanceAttribute", Type(wide, "t3.nano")).Code);
        Assert.Equal(
            "PrivateIpAddressLimitExceeded", world.Fail("ModifyInstanceAttribute", Type(deep, "t3.nano")).Code);
        world.Run<object>("ModifyInstanceAttribute", Type(wide, "t3.medium"));
    }

    [Fact]
    public void A_launch_has_no_more_volumes_than_its_type_attaches()
    {
        var error = world.Fail("RunInstances", Request("t3.nano", one => one.BlockDeviceMappings =
        [
            .. Enumerable.Range(0, 40).Select(i => new BlockDeviceMapping
            {
                DeviceName = $"/dev/sdf{i}", Ebs = new() { VolumeSize = 1 },
            }),
        ]));

        Assert.Equal("AttachmentLimitExceeded", error.Code);
    }

    public void Dispose() => world.Dispose();

    private static void Three(RunInstancesRequest one) =>
        one.NetworkInterfaces = [new() { DeviceIndex = 0 }, new() { DeviceIndex = 1 }, new() { DeviceIndex = 2 }];

    private static ModifyInstanceAttributeRequest Type(string id, string type) =>
        new() { InstanceId = id, InstanceType = new() { Value = type } };

    private void Attach(string instance, string eni, int index) =>
        world.Run<object>("AttachNetworkInterface", Attachment(instance, eni, index));

    private static AttachNetworkInterfaceRequest Attachment(string instance, string eni, int index) =>
        new() { NetworkInterfaceId = eni, InstanceId = instance, DeviceIndex = index };

    private string Interface(int secondary = 0) => world.Run<CreateNetworkInterfaceResult>(
        "CreateNetworkInterface",
        new CreateNetworkInterfaceRequest
        {
            SubnetId = Subnet(), SecondaryPrivateIpAddressCount = secondary,
        }).NetworkInterface!.NetworkInterfaceId!;

    private string InterfaceOf(string instance) => world.Run<DescribeNetworkInterfacesResult>(
        "DescribeNetworkInterfaces",
        new DescribeNetworkInterfacesRequest
        {
            Filters = [new() { Name = "attachment.instance-id", Values = [instance] }],
        }).NetworkInterfaces!.Single().NetworkInterfaceId!;

    private string Subnet() => world.Run<DescribeSubnetsResult>("DescribeSubnets", new DescribeSubnetsRequest
    {
        Filters = [new() { Name = "availability-zone", Values = ["us-east-1a"] }],
    }).Subnets![0].SubnetId!;

    private string Stopped(RunInstancesRequest request)
    {
        var id = Launch(request);
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private string Launch(RunInstancesRequest request)
    {
        var id = world.Run<Reservation>("RunInstances", request).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private static RunInstancesRequest Request(string type, Action<RunInstancesRequest> with)
    {
        var request = new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = type, MinCount = 1, MaxCount = 1,
            Placement = new() { AvailabilityZone = "us-east-1a" },
        };
        with(request);
        return request;
    }
}
