using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>What keeps an instance from being stopped or ended by the API.</summary>
public sealed class ProtectionTests : IDisposable
{
    private readonly TestWorld world = new();

    [Theory]
    [InlineData("disableApiTermination", true)]
    [InlineData("disableApiStop", false)]
    public void A_protected_instance_stays_until_the_protection_is_taken_away(string attribute, bool canStop)
    {
        var id = Launch(_ => { });
        Set(id, attribute, "true");

        Assert.Equal("OperationNotPermitted", Fail("TerminateInstances", id).Code);
        Assert.Contains($"'{attribute}'", Fail("TerminateInstances", id).Message, StringComparison.Ordinal);
        if (canStop) world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        else Assert.Equal("OperationNotPermitted", Fail("StopInstances", id).Code);
        Set(id, attribute, "false");
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
    }

    [Fact]
    public void Protection_comes_with_the_launch_too()
    {
        var id = Launch(one => (one.DisableApiStop, one.DisableApiTermination) = (true, true));

        Assert.Equal("OperationNotPermitted", Fail("TerminateInstances", id).Code);
        Set(id, "disableApiTermination", "false");
        Assert.Equal("OperationNotPermitted", Fail("TerminateInstances", id).Code);
    }

    [Fact]
    public void Spot_instances_are_not_protected()
    {
        void Spot(RunInstancesRequest one) => one.InstanceMarketOptions = new() { MarketType = "spot" };
        var id = Launch(Spot);

        foreach (var attribute in (string[])["disableApiTermination", "disableApiStop"])
        {
            var error = world.Fail("ModifyInstanceAttribute", Change(id, attribute, "false"));
            Assert.Equal("UnsupportedOperation", error.Code);
            Assert.Equal($"Modifying '{attribute}' is not supported for spot instances.", error.Message);
        }

        Assert.Equal("UnsupportedOperation", world.Fail("RunInstances", Request(one =>
        {
            Spot(one);
            one.DisableApiTermination = true;
        })).Code);
    }

    public void Dispose() => world.Dispose();

    private Virga.Service.AwsException Fail(string operation, string id) => operation == "StopInstances"
        ? world.Fail(operation, new StopInstancesRequest { InstanceIds = [id] })
        : world.Fail(operation, new TerminateInstancesRequest { InstanceIds = [id] });

    private void Set(string id, string attribute, string value) =>
        world.Run<object>("ModifyInstanceAttribute", Change(id, attribute, value));

    private static ModifyInstanceAttributeRequest Change(string id, string attribute, string value) =>
        new() { InstanceId = id, Attribute = attribute, Value = value };

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
