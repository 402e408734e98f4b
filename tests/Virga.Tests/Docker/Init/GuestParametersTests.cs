using Virga.Docker.Init;
using Xunit;

namespace Virga.Tests.Docker.Init;

public sealed class GuestParametersTests
{
    [Fact]
    public void Everything_known_is_a_line()
    {
        var parameters = new GuestParameters
        {
            InstanceId = "i-1",
            Hostname = "ip-10-0-0-5.ec2.internal",
            Address = "10.0.0.5",
            User = "admin",
            Keys = ["ssh-ed25519 AAAA one\n", "ssh-rsa BBBB= two"],
            Interfaces = 2,
            StopTime = TimeSpan.FromMilliseconds(1500),
            Exec = "/sbin/init",
            UserData = "#!/bin/sh\necho\n"u8.ToArray(),
        };

        Assert.Equal(
            """
            virga.init=instance-id=i-1
            hostname=ip-10-0-0-5.ec2.internal
            address=10.0.0.5
            user=admin
            key=ssh-ed25519 AAAA one
            key=ssh-rsa BBBB= two
            interfaces=2
            stop-seconds=2
            exec=/sbin/init
            drop-capability=21
            datasource=NoCloud
            user-data=IyEvYmluL3NoCmVjaG8K

            """, (parameters with { DataSource = "NoCloud" }).ToEnvironment());
        Assert.Contains(
            "user-data=IyEvYmluL3NoCmVjaG8K\nstep=module\twrite_scripts\talways\n", parameters.ToText(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_user_data_may_name_the_machine()
    {
        var parameters = new GuestParameters
        {
            InstanceId = "i-1",
            Hostname = "ip-10-0-0-5.ec2.internal",
            UserData = "#cloud-config\nhostname: web\n"u8.ToArray(),
        };

        Assert.Equal("web", parameters.MachineName);
        Assert.Contains("\nhostname=web\ndns-name=ip-10-0-0-5.ec2.internal\n", parameters.ToText(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_not_said() =>
        Assert.StartsWith("instance-id=i-1\nstop-seconds=20\nstep=module\tscripts_per_once\tonce\n",
            new GuestParameters { InstanceId = "i-1" }.ToText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("ssh-rsa AAAA\nuser-data=aW5qZWN0ZWQ=")]
    [InlineData("ssh-rsa AAAA\rx")]
    [InlineData("ssh-rsa AAAA\0x")]
    public void A_value_can_not_smuggle_in_another_one(string key) =>
        Assert.Throws<ArgumentException>(() => new GuestParameters { InstanceId = "i-1", Keys = [key] }.ToText());

    [Fact]
    public void The_largest_user_data_of_EC2_fits_and_more_than_the_kernel_takes_goes_by_a_file()
    {
        var parameters = new GuestParameters { InstanceId = "i-1", UserData = new byte[16 * 1024] };

        Assert.InRange(parameters.ToEnvironment().Length, 16 * 1024, GuestParameters.MaxBytes);
        Assert.Null(GuestInit.FileOf(parameters));
        var larger = parameters with { UserData = new byte[80 * 1024] };
        Assert.Equal(larger.ToText(), GuestInit.FileOf(larger));
        var spec = GuestInit.Machine(new() { Image = "i" }, larger, new() { Type = "volume", Target = "/.virga" });
        Assert.InRange(Assert.Single(spec.Env!).Length, 1, GuestParameters.MaxBytes);
    }

    [Fact]
    public void User_data_and_keys_are_not_logged_by_accident() =>
        Assert.Equal("i-1",
            new GuestParameters { InstanceId = "i-1", Keys = ["k"], UserData = new byte[3] }.ToString());
}
