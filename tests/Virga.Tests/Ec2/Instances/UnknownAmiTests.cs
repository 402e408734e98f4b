using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>What an id launches that nobody knows (VIRGA_EC2_UNKNOWN_AMI).</summary>
public sealed class UnknownAmiTests
{
    private const string Unknown = "ami-0123456789abcdef0";

    [Fact]
    public void It_is_AWSs_error()
    {
        using var world = new TestWorld();

        Assert.Equal("InvalidAMIID.NotFound", world.Fail("RunInstances", Request(Unknown)).Code);
        Assert.Equal("InvalidAMIID.Malformed", world.Fail("RunInstances", Request("nonsense")).Code);
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("nonsense")]
    public void With_the_default_image_it_runs_that_under_the_name_that_was_asked_for(string id)
    {
        using var world = new TestWorld(Rules.Default with
        {
            UnknownAmiGetsDefault = true, DefaultAmi = "ami-debian12", TransitionScale = 0,
        });

        var instance = world.Run<Reservation>("RunInstances", Request(id)).Instances!.Single();
        var known = world.Run<Reservation>("RunInstances", Request("ami-debian12")).Instances!.Single();

        Assert.Equal(id, instance.ImageId);
        Assert.Equal("running", world.View.Get<InstanceRow>(instance.InstanceId!).State);
        Assert.Equal(
            (known.Architecture, known.RootDeviceName, known.PlatformDetails),
            (instance.Architecture, instance.RootDeviceName, instance.PlatformDetails));
    }

    [Fact]
    public void A_default_image_that_is_none_either_leaves_the_error()
    {
        using var world = new TestWorld(Rules.Default with { UnknownAmiGetsDefault = true, DefaultAmi = "ami-none" });

        Assert.Equal("InvalidAMIID.NotFound", world.Fail("RunInstances", Request(Unknown)).Code);
    }

    private static RunInstancesRequest Request(string id) =>
        new() { ImageId = id, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 };
}
