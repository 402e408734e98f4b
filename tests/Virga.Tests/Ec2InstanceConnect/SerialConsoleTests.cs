using Virga.Ec2.Instances;
using Virga.Ec2InstanceConnect;
using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;
using Virga.Wire.Ec2InstanceConnect;

namespace Virga.Tests.Ec2InstanceConnect;

/// <summary>Who is not let to a serial console, and why; who is, is shown with a real machine.</summary>
public sealed class SerialConsoleTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me";

    private readonly TestWorld world = new();

    [Fact]
    public void A_key_is_refused_with_the_reason_that_AWS_names()
    {
        var (nitro, xen) = (Launch("t3.micro"), Launch("t2.micro"));
        FleetCases.Settle(world);

        Assert.Equal("SerialConsoleAccessDisabledException", Refusal(nitro));
        world.Run<object>("EnableSerialConsoleAccess", new EnableSerialConsoleAccessRequest());
        Assert.Equal("EC2InstanceTypeInvalidException", Refusal(xen));
        Assert.Equal("SerialConsoleSessionUnsupportedException", Refusal(nitro));
        Assert.Equal("EC2InstanceNotFoundException", Refusal("i-0123456789abcdef0"));
        Assert.Equal("InvalidArgsException", Refusal(nitro, "ssh-ed25519 " + new string('!', 80)));
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [nitro] });
        FleetCases.Settle(world);
        Assert.Equal("EC2InstanceStateInvalidException", Refusal(nitro));
    }

    [Fact]
    public void A_key_of_a_serial_console_is_over_after_a_minute()
    {
        var id = Launch("t3.micro");
        FleetCases.Settle(world);
        world.Arrange(change => KeyGrant.KeepForSerialConsole(change, change.Get<InstanceRow>(id), Key));

        Assert.Equal([Key], Keys());
        world.Step(TimeSpan.FromSeconds(61));
        Assert.Empty(Keys());
        Assert.Empty(world.View.Find<InstanceRow>(id)!.ActiveKeys);

        IReadOnlyList<string> Keys() => SerialConsoleAccess.Keys(
            world.View.Find<InstanceRow>(id)!, world.Clock.GetUtcNow());
    }

    public void Dispose() => world.Dispose();

    private string Launch(string type) => world.Run<Reservation>("RunInstances", new RunInstancesRequest
    {
        ImageId = "ami-ubuntu2204", InstanceType = type, MinCount = 1, MaxCount = 1,
    }).Instances![0].InstanceId!;

    private string Refusal(string id, string key = Key) => world.Fail(
        "SendSerialConsoleSSHPublicKey",
        new SendSerialConsoleSSHPublicKeyRequest { InstanceId = id, SSHPublicKey = key }, "ec2-instance-connect").Code;
}
