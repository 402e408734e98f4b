using Virga.Fabric.Agent;

namespace Virga.Tests.Fabric.Agent;

public sealed class GuestProcessTests
{
    private const string Id = "9f1c0ffee9f1c0ffee9f1c0ffee9f1c0ffee9f1c0ffee9f1c0ffee9f1c0ffee9";

    [Theory]
    [InlineData("12:pids:/docker/" + Id + "\n1:name=systemd:/docker/" + Id + "\n", true)]
    [InlineData("0::/../../system.slice/docker-" + Id + ".scope\n", true)]
    [InlineData("0::/system.slice/cron.service\n", false)]
    [InlineData("", false)]
    public void A_process_is_of_the_container_that_its_control_groups_name(string groups, bool expected) =>
        Assert.Equal(expected, GuestProcess.IsOf(groups, Id));

    [Fact]
    public void This_process_is_of_no_container_of_that_name()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("reason: /proc is Linux's");
        var path = $"/proc/{Environment.ProcessId}/ns/net";

        GuestProcess.Check(path, "");
        GuestProcess.Check("/somewhere/else", Id);
        Assert.Throws<IOException>(() => GuestProcess.Check(path, Id));
    }
}
