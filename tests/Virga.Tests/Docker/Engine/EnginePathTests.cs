using Virga.Docker.Engine;
using Xunit;

namespace Virga.Tests.Docker.Engine;

public sealed class EnginePathTests
{
    [Theory]
    [InlineData("virga-ec2.i-0123", "virga-ec2.i-0123")]
    [InlineData("a/../b?force=1", "a%2F..%2Fb%3Fforce%3D1")]
    public void A_segment_stays_one(string name, string expected) => Assert.Equal(expected, EnginePath.Segment(name));

    [Theory]
    [InlineData("localhost:4566/virga/app:v1", "localhost:4566/virga/app:v1")]
    [InlineData("app@sha256:00ff", "app@sha256:00ff")]
    [InlineData("app?force=1#x y", "app%3Fforce%3D1%23x%20y")]
    public void An_image_keeps_its_slashes_and_colons(string reference, string expected) =>
        Assert.Equal(expected, EnginePath.Image(reference));

    [Theory]
    [InlineData("")]
    [InlineData("../containers")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    public void An_image_can_not_leave_its_place(string reference) =>
        Assert.Throws<ArgumentException>(() => EnginePath.Image(reference));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public void A_segment_can_not_leave_its_place(string name) =>
        Assert.Throws<ArgumentException>(() => EnginePath.Segment(name));
}
