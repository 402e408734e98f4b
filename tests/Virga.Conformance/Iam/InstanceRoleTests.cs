using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>The role of an instance with real boto3 and real metadata, where policies decide.</summary>
public sealed class InstanceRoleTests
{
    [Fact]
    public async Task The_role_of_an_instance_describes_and_is_refused_to_terminate()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: true);

        var (exitCode, output) = Tool.Run(
            "python3", [Tool.File("instance_role.py"), server.Endpoint, server.MetadataEndpoint]);

        if (exitCode == -1 || output.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Skip("reason: python3 with boto3 is missing");
        Assert.True(exitCode == 0, output);
        Assert.Equal(
        [
            "iam-role", "arn:aws:sts::000000000000:assumed-role/web/INSTANCE", "1", "UnauthorizedOperation",
            "ec2:TerminateInstances", "running", "us-east-1 True",
        ], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
