using System.Net;
using System.Text.Json;
using Virga.Metadata;

namespace Virga.Tests.Metadata.Mock;

/// <summary>The mock with the metadata of an instance: its values, and nothing where it has nothing.</summary>
public sealed class FromInstanceTests
{
    private const string M = "/latest/meta-data/";

    [Fact]
    public async Task Everything_that_the_instance_has_is_served_and_nothing_else()
    {
        await using var instance = new RunningEndpoint(
            SampleDocument.Full, new MetadataOptions(AreTokensRequired: true));
        await using var mock = await RunningMock.StartAsync($"--from-instance http://{instance.EndPoint}");

        foreach (var node in instance.Target.Tree.Nodes.Where(node => node.IsLeaf))
        {
            // Signatures are the mock's own; events too, and it prints documents in its own form.
            if (node.Path.Contains("instance-identity/", StringComparison.Ordinal)
                || node.Path.StartsWith("meta-data/events/", StringComparison.Ordinal)
                || node.Path.Contains("/iam/", StringComparison.Ordinal)) continue;
            var body = node.Body ?? node.Compute!(new(default, ManualClock.Start))!;
            Assert.Equal(System.Text.Encoding.UTF8.GetString(body), await mock.GetAsync("/latest/" + node.Path));
        }

        foreach (var absent in new[]
            { "kernel-id", "ramdisk-id", "product-codes", "elastic-inference/", "placement/host-id",
              "tags/instance/Test", "block-device-mapping/swap", "network/interfaces/macs/0e:49:61:0f:c3:11/mac" })
            Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(M + absent));
        Assert.Equal("0=my-key", await mock.GetAsync(M + "public-keys/"));
        Assert.Equal("web", await mock.GetAsync(M + "iam/security-credentials/"));
        Assert.Equal("ASIA1", Field(await mock.GetAsync(M + "iam/security-credentials/web"), "AccessKeyId"));
        Assert.Equal(
            "111122223333", Field(await mock.GetAsync("/latest/dynamic/instance-identity/document"), "accountId"));
    }

    [Fact]
    public async Task What_an_instance_lacks_is_404_and_what_is_said_otherwise_is_stronger()
    {
        await using var instance = new RunningEndpoint(SampleDocument.Bare);
        await using var mock = await RunningMock.StartAsync(
            $"spot --from-instance http://{instance.EndPoint}",
            environment: ("AEMM_METADATA_VALUES_INSTANCE_TYPE", "m9.metal"));
        foreach (var absent in new[] { "iam/", "public-keys/", "public-ipv4", "tags/" })
            Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(M + absent));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/user-data"));
        Assert.Equal("m9.metal", await mock.GetAsync(M + "instance-type"));
        Assert.Contains("terminate", await mock.GetAsync(M + "spot/instance-action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_the_cli_gives_the_role_its_credentials()
    {
        using var file = new TemporaryFile(
            ".ini", "[default]\naws_access_key_id = AKIA0\n\n[team]\n# a comment\naws_access_key_id = AKIA1\n"
            + "aws_secret_access_key=sec=ret\naws_session_token = tok\n[other]\naws_access_key_id = AKIA2\n");
        await using var mock = await RunningMock.StartAsync(
            "--from-profile team", null, ("AWS_SHARED_CREDENTIALS_FILE", file.Path));
        var credentials = await mock.GetAsync(M + "iam/security-credentials/baskinc-role");
        Assert.Equal(("AKIA1", "sec=ret", "tok"),
            (Field(credentials, "AccessKeyId"), Field(credentials, "SecretAccessKey"), Field(credentials, "Token")));
        var (code, _, error) = await RunningMock.EndAsync(
            ["--from-profile", "other"], ("AWS_SHARED_CREDENTIALS_FILE", file.Path));
        Assert.Equal(1, code);
        Assert.Contains("the profile other has no aws_secret_access_key", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_is_not_there_ends_it_with_1()
    {
        var (code, _, error) = await RunningMock.EndAsync(["--from-instance", "http://127.0.0.1:1/i-0"]);
        Assert.Equal(1, code);
        Assert.Contains("Error while reading the metadata of the instance", error, StringComparison.Ordinal);
    }

    private static string? Field(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString();
    }
}
