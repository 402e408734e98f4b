using Virga.Docker.Engine;
using Xunit;

namespace Virga.Tests.Docker.Engine;

public sealed class DockerHostTests
{
    [Theory]
    [InlineData(null, "unix:///var/run/docker.sock")]
    [InlineData("  ", "unix:///var/run/docker.sock")]
    [InlineData("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock")]
    [InlineData("/run/podman/podman.sock", "unix:///run/podman/podman.sock")]
    [InlineData("tcp://10.0.0.5:2376", "tcp://10.0.0.5:2376")]
    [InlineData("tcp://engine.example/", "tcp://engine.example:2375")]
    [InlineData("http://127.0.0.1:9000", "tcp://127.0.0.1:9000")]
    [InlineData("TCP://[::1]:2375", "tcp://::1:2375")]
    public void Reads_an_address(string? address, string expected) =>
        Assert.Equal(expected, DockerHost.Parse(address).ToString());

    [Theory]
    [InlineData("ssh://me@host", "forward the socket")]
    [InlineData("npipe:////./pipe/docker_engine", "named pipes")]
    [InlineData("https://host:2376", "TLS")]
    [InlineData("unix://docker.sock", "absolute")]
    [InlineData("docker.sock", "expected unix:///path or tcp://host:port")]
    [InlineData("tcp://", "expected tcp://host:port")]
    [InlineData("tcp://host:99999", "expected tcp://host:port")]
    [InlineData("tcp://host:2375/path", "expected tcp://host:port")]
    [InlineData("tcp://me:secret@host:2375", "expected tcp://host:port")]
    public void Refuses_what_it_can_not_reach_and_says_why(string address, string reason)
    {
        var error = Assert.Throws<FormatException>(() => DockerHost.Parse(address));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }
}
