using Virga.Server.Commands;
using Virga.Server.Configuration;
using Virga.Server.Hosting;
using Virga.Service.Control;

namespace Virga.Tests.Server.Hosting;

public sealed class BannerTests
{
    private static readonly PartHealth[] Parts = [new("docker", "running", "20.10"), new("mock", "running", "always")];

    [Fact]
    public void It_says_address_backends_data_and_what_to_type_next()
    {
        var said = Banner.Of(Options(), Parts, certificate: null).Split('\n');

        Assert.Equal($"Virga {Product.Version} listens on http://localhost:4566", said[0]);
        Assert.Equal("  docker    running: 20.10", said[1]);
        Assert.Equal("  mock      running: always", said[2]);
        Assert.Equal("  data      in memory; --data DIR keeps it", said[3]);
        Assert.Equal("Next, in another terminal:", said[4]);
        Assert.EndsWith("virga env)\"", said[5], StringComparison.Ordinal);
        Assert.Equal("  aws ec2 describe-vpcs", said[6]);
    }

    [Fact]
    public void It_names_the_data_directory_and_how_to_trust_its_certificate()
    {
        var said = Banner.Of(Options(("VIRGA_DATA", "/var/lib/virga"), ("VIRGA_PORT", "4999")), Parts, "/x/ca.pem");

        Assert.Contains("  data      /var/lib/virga\n", said, StringComparison.Ordinal);
        Assert.Contains("export AWS_CA_BUNDLE=/x/ca.pem", said, StringComparison.Ordinal);
        Assert.Contains("/etc/docker/certs.d/HOST:4999/ca.crt", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "http://localhost:4566")]
    [InlineData("*", "http://localhost:4566")]
    [InlineData("192.0.2.7", "http://192.0.2.7:4566")]
    public void The_address_is_one_that_a_client_here_can_type(string host, string url) =>
        Assert.Equal(url, Banner.UrlOf(Options(("VIRGA_HOST", host))));

    private static ServerOptions Options(params (string Name, string Value)[] variables) =>
        ServerOptions.From(new(
            new Dictionary<string, string>(), variables.ToDictionary(one => one.Name, one => one.Value),
            new Dictionary<string, string>()));
}
