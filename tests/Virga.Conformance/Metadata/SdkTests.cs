using Virga.Metadata;
using Virga.Tests.Metadata;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>Unmodified clients on loopback, with nothing but the address of the service.</summary>
public sealed class SdkTests
{
    private const string Python = """
        import boto3, os
        from botocore.utils import InstanceMetadataRegionFetcher
        found = boto3.Session().get_credentials()
        frozen = found.get_frozen_credentials()
        print(found.method, frozen.access_key, frozen.secret_key, frozen.token)
        place = {"ec2_metadata_service_endpoint": os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"]}
        print(InstanceMetadataRegionFetcher(config=place).retrieve_region())
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Boto3_finds_credentials_and_region(bool areTokensRequired)
    {
        if (!await Run.WorksAsync("python3", "-c", "import boto3")) Assert.Skip("reason: boto3 missing");
        await using var service = Service(areTokensRequired);
        var (code, output, error) = await Run.Async("python3", ["-c", Python], Environment(service));
        Assert.True(code == 0, error);
        Assert.Equal("iam-role ASIA1 secret token\neu-west-1\n", output);
        Assert.Contains(service.Target.Reads.Snapshot(), read =>
            read is { Path: "meta-data/iam/security-credentials/web", HadToken: true, Status: 200 });
    }

    [Fact]
    public async Task The_aws_cli_finds_credentials()
    {
        if (!await Run.WorksAsync("aws", "--version")) Assert.Skip("reason: AWS CLI missing");
        await using var service = Service(areTokensRequired: true);
        var (code, output, error) = await Run.Async("aws", ["configure", "list"], Environment(service));
        Assert.True(code == 0, error);
        Assert.Contains("iam-role", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boto3_says_so_when_the_endpoint_is_off()
    {
        if (!await Run.WorksAsync("python3", "-c", "import boto3")) Assert.Skip("reason: boto3 missing");
        await using var service = Service(areTokensRequired: true);
        service.Target = service.Target with { Options = new MetadataOptions(IsEndpointEnabled: false) };
        var (code, output, error) = await Run.Async(
            "python3", ["-c", "import boto3; print(boto3.Session().get_credentials())"], Environment(service));
        Assert.True(code == 0, error);
        Assert.Equal("None\n", output);
    }

    private static RunningEndpoint Service(bool areTokensRequired) =>
        new(SampleDocument.Full, new MetadataOptions(AreTokensRequired: areTokensRequired), TimeProvider.System);

    private static Dictionary<string, string?> Environment(RunningEndpoint service) => new()
    {
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"http://{service.EndPoint}",
        ["AWS_EC2_METADATA_DISABLED"] = "false",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent",
        ["AWS_CONFIG_FILE"] = "/nonexistent",
        ["AWS_ACCESS_KEY_ID"] = null,
        ["AWS_SECRET_ACCESS_KEY"] = null,
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_DEFAULT_REGION"] = null,
        ["AWS_REGION"] = null,
    };
}
