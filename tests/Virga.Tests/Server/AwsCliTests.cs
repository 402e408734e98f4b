using Virga.Server.Hosting;

namespace Virga.Tests.Server;

/// <summary>Which CLIs need to be told the endpoint by an option.</summary>
public sealed class AwsCliTests
{
    [Theory]
    [InlineData("aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 source/x86_64.debian.12 prompt/off", true)]
    [InlineData("aws-cli/2.12.7 Python/3.11.4", true)]
    [InlineData("aws-cli/2.13.0 Python/3.11.4", false)]
    [InlineData("aws-cli/2.27.49 Python/3.13.5", false)]
    [InlineData("aws-cli/1.28.85 Python/3.11.4", true)]
    [InlineData("aws-cli/1.29.0 Python/3.11.4", false)]
    [InlineData("aws-cli/3.0.0", false)]
    [InlineData("something else", false)]
    [InlineData("", false)]
    public void Old_ones_do(string version, bool needsFunction) =>
        Assert.Equal(needsFunction, AwsCli.IgnoresEndpointVariable(version));
}
