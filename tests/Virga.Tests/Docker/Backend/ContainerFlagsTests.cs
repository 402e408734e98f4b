using Virga.Docker.Backend;
using Xunit;

namespace Virga.Tests.Docker.Backend;

public sealed class ContainerFlagsTests
{
    [Fact]
    public void Flags_are_read_as_docker_run_has_them()
    {
        var flags = ContainerFlags.Parse(
            "-e A=b --env=C=d -v /data:/data:ro --volume /x:/y --privileged --platform linux/arm64 "
            + "--cap-add=NET_ADMIN");

        Assert.Equal(["A=b", "C=d"], flags.Environment);
        Assert.Equal(["/data:/data:ro", "/x:/y"], flags.Volumes);
        Assert.Equal((true, "linux/arm64"), (flags.IsPrivileged, flags.Platform));
        Assert.Equal(["NET_ADMIN"], flags.Capabilities);
    }

    [Fact]
    public void None_is_none() => Assert.Empty(ContainerFlags.Parse("  ").Volumes);

    [Theory]
    [InlineData("--net host", "the flag --net is not known")]
    [InlineData("-e", "-e has no value")]
    public void What_is_no_flag_is_named(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ContainerFlags.Parse(text)).Message);
}
