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
            user-data=IyEvYmluL3NoCmVjaG8K

            """, parameters.ToEnvironment());
    }

    [Fact]
    public void What_is_not_known_is_not_said() =>
        Assert.Equal("instance-id=i-1\nstop-seconds=20\n", new GuestParameters { InstanceId = "i-1" }.ToText());

    [Theory]
    [InlineData("ssh-rsa AAAA\nuser-data=aW5qZWN0ZWQ=")]
    [InlineData("ssh-rsa AAAA\rx")]
    [InlineData("ssh-rsa AAAA\0x")]
    public void A_value_can_not_smuggle_in_another_one(string key) =>
        Assert.Throws<ArgumentException>(() => new GuestParameters { InstanceId = "i-1", Keys = [key] }.ToText());

    [Fact]
    public void The_largest_user_data_of_EC2_fits_and_more_than_the_kernel_takes_is_refused()
    {
        var parameters = new GuestParameters { InstanceId = "i-1", UserData = new byte[16 * 1024] };

        Assert.InRange(parameters.ToEnvironment().Length, 16 * 1024, GuestParameters.MaxBytes);
        Assert.Throws<ArgumentException>(() => (parameters with { UserData = new byte[80 * 1024] }).ToText());
    }

    [Fact]
    public void User_data_and_keys_are_not_logged_by_accident() =>
        Assert.Equal("i-1",
            new GuestParameters { InstanceId = "i-1", Keys = ["k"], UserData = new byte[3] }.ToString());
}
