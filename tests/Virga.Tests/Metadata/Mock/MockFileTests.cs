using System.Net;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Configuration files: JSON and YAML, the default one, saving, watching, and what only ours can
/// hold.</summary>
public sealed class MockFileTests
{
    private const string Yaml = """
        # a comment
        imdsv2: false
        mock-delay-sec: 3600
        spot: {action: stop}
        metadata:
          values:
            Instance-Id: i-0123
            ami-launch-index: 4
            tags-instance: {Name: web-1, Role/Tier: front}
        dynamic:
          values:
            instance-identity-document:
              accountId: "111122223333"
              billingProducts: [bp-1, bp-2]
        virga:
          interfaces:
            - mac: 02:00:00:00:00:02
              device-number: 1
              local-ipv4s: [10.0.1.5, 10.0.1.6]
          roles:
            web: {Code: Success, AccessKeyId: AKIA1}
            batch: {Code: Success, AccessKeyId: AKIA2}
          paths:
            /latest/meta-data/system: nitro
            /latest/meta-data/kernel-id: null
            /my/own: text
        """;

    [Fact]
    public async Task Yaml_is_read_and_may_say_more_than_the_mock_knows()
    {
        using var file = new TemporaryFile(".yaml", Yaml);
        await using var mock = await RunningMock.StartAsync("-c " + file.Path);
        Assert.StartsWith($"Using configuration from file:  {file.Path}\n", mock.Output, StringComparison.Ordinal);
        Assert.Equal("i-0123", await mock.GetAsync("/latest/meta-data/instance-id"));
        Assert.Equal("4", await mock.GetAsync("/latest/meta-data/ami-launch-index"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/spot/instance-action"));
        Assert.Equal("web-1", await mock.GetAsync("/latest/meta-data/tags/instance/Name"));
        Assert.Equal("Name\nRole/", await mock.GetAsync("/latest/meta-data/tags/instance/"));
        Assert.Contains("\"billingProducts\": [\"bp-1\",\"bp-2\"]",
            await mock.GetAsync("/latest/dynamic/instance-identity/document"), StringComparison.Ordinal);
        Assert.Equal("02:00:00:00:00:02/\n0e:49:61:0f:c3:11/",
            await mock.GetAsync("/latest/meta-data/network/interfaces/macs/"));
        Assert.Equal("10.0.1.5\n10.0.1.6",
            await mock.GetAsync("/latest/meta-data/network/interfaces/macs/02:00:00:00:00:02/local-ipv4s"));
        Assert.Equal("baskinc-role\nbatch\nweb", await mock.GetAsync("/latest/meta-data/iam/security-credentials/"));
        Assert.Contains("AKIA2", await mock.GetAsync("/latest/meta-data/iam/security-credentials/batch"),
            StringComparison.Ordinal);
        Assert.Equal("nitro", await mock.GetAsync("/latest/meta-data/system"));
        Assert.Equal("text", await mock.GetAsync("/my/own"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/kernel-id"));
    }

    [Theory]
    [InlineData(".json", "{\"metadata\":{\"values\":{\"AMI-ID\":\"ami-1\"}}}")]
    [InlineData(".yml", "metadata: {values: {ami-id: ami-1}}")]
    [InlineData(".yaml", "metadata: {values: {ami-id: ami-1}}")]
    public async Task The_default_file_is_in_the_home(string extension, string text)
    {
        using var file = new TemporaryFile(extension, text, "aemm-config");
        await using var mock = await RunningMock.StartAsync("", null, ("HOME", file.Home));
        Assert.Equal("ami-1", await mock.GetAsync("/latest/meta-data/ami-id"));
        Assert.DoesNotContain("Warning", mock.Error, StringComparison.Ordinal);
        await using var other = await RunningMock.StartAsync("", null, ("AEMM_CONFIG_FILE", file.Path));
        Assert.Equal("ami-1", await other.GetAsync("/latest/meta-data/ami-id"));
    }

    [Fact]
    public async Task The_file_of_the_flag_is_stronger_than_the_variables_and_that_than_the_homes()
    {
        using var home = new TemporaryFile(".json", """{"metadata":{"values":{"ami-id":"home"}}}""", "aemm-config");
        using var variable = new TemporaryFile(".json", """{"metadata":{"values":{"ami-id":"variable"}}}""");
        using var flag = new TemporaryFile(".json", """{"metadata":{"values":{"ami-id":"flag"}}}""");
        await using var second = await RunningMock.StartAsync(
            "", null, ("HOME", home.Home), ("AEMM_CONFIG_FILE", variable.Path), ("AEMM_SPOT_ITN_ACTION", "FOO"));
        Assert.Equal("variable", await second.GetAsync("/latest/meta-data/ami-id"));
        await using var first = await RunningMock.StartAsync(
            "-c " + flag.Path, null, ("HOME", home.Home), ("AEMM_CONFIG_FILE", variable.Path));
        Assert.Equal("flag", await first.GetAsync("/latest/meta-data/ami-id"));
    }

    [Fact]
    public async Task The_settings_in_force_are_saved()
    {
        using var file = new TemporaryFile(
            ".json", """{"Metadata":{"Values":{"ami-id":"a&b"}},"own":{"b":1,"a":null}}""", "aemm-config");
        await using var mock = await RunningMock.StartAsync("-s -d 5 spot -a stop", null, ("HOME", file.Home));
        var path = file.Home + "/.ec2-metadata-mock/.aemm-config-used.json";
        Assert.Contains($"Successfully saved final configuration to local file  {path}\n", mock.Output,
            StringComparison.Ordinal);
        var saved = await File.ReadAllTextAsync(path);
        Assert.StartsWith("{\n  \"asg-termination-delay-sec\": 0,\n  \"asg-termination-trigger-time\": \"\",\n  "
            + "\"config-file\": ", saved, StringComparison.Ordinal);
        Assert.Contains("\n  \"mock-delay-sec\": 5,\n  \"mock-ip-count\": 2,\n  \"mock-trigger-time\": \"\",\n  "
            + "\"own\": {\n    \"b\": 1\n  },\n", saved, StringComparison.Ordinal);
        Assert.Contains("\"ami-id\": \"a\\u0026b\"", saved, StringComparison.Ordinal);
        Assert.Contains("\n  \"spot\": {\n    \"action\": \"stop\",\n    \"rebalance-rec-time\": \"\",\n    \"time\": "
            + "\"\"\n  },\n", saved, StringComparison.Ordinal);
        Assert.Contains("\"accountid\": \"0123456789\"", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("ramdiskid", saved, StringComparison.Ordinal);
        Assert.Contains("\n  \"save-config-to-file\": true,\n  \"server\": {\n    \"hostname\": \"127.0.0.1\",\n    "
            + "\"port\": \"0\"\n  }", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_over_a_file_of_the_directorys_name_is_a_warning()
    {
        using var file = new TemporaryFile("", "", ".ec2-metadata-mock");
        await using var mock = await RunningMock.StartAsync("-s", null, ("HOME", file.Home));
        Assert.Contains($"Warning: Failed to save the final configuration to local file - The destination "
            + $"'{file.Path}' for "
            + "saving the configuration already exists, but is not a directory\n", mock.Error,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watched_file_changes_values_paths_listings_and_events()
    {
        using var file = new TemporaryFile(
            ".json", """{"metadata":{"values":{"ami-id":"ami-1"}},"mock-delay-sec":3600}""");
        await using var mock = await RunningMock.StartAsync($"-w -c {file.Path}", TimeProvider.System);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/spot/instance-action"));
        file.Write("""{"metadata":{"values":{"ami-id":"ami-2","mac":"02:00:00:00:00:09"}},"spot":{"action":"stop"}}""");
        await UntilAsync(async () => await mock.GetAsync("/latest/meta-data/ami-id") == "ami-2");
        Assert.Equal("02:00:00:00:00:09/", await mock.GetAsync("/latest/meta-data/network/interfaces/macs/"));
        Assert.Contains("\"stop\"", await mock.GetAsync("/latest/meta-data/spot/instance-action"),
            StringComparison.Ordinal);
        file.Write("{ broken");
        await UntilAsync(() =>
            Task.FromResult(mock.Error.Contains("the previous values stay", StringComparison.Ordinal)));
        Assert.Equal("ami-2", await mock.GetAsync("/latest/meta-data/ami-id"));
    }

    [Fact]
    public async Task The_control_interface_changes_and_shows_what_is_served()
    {
        await using var mock = await RunningMock.StartAsync("-d 3600");
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/spot/instance-action"));
        await mock.ControlAsync(HttpMethod.Put, "config", "{\"mock-delay-sec\":0,\"spot\":{\"action\":\"hibernate\"}}");
        Assert.Contains("hibernate", await mock.GetAsync("/latest/meta-data/spot/instance-action"),
            StringComparison.Ordinal);
        await mock.ControlAsync(HttpMethod.Put, "paths/latest/meta-data/system", "nitro");
        Assert.Equal("nitro", await mock.GetAsync("/latest/meta-data/system"));
        await mock.ControlAsync(HttpMethod.Delete, "paths/latest/meta-data/kernel-id");
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/kernel-id"));
        Assert.Contains("{\"at\":\"2026-11-21T10:00:00.0000000Z\",\"path\":\"meta-data/system\",\"version\":\"latest\","
            + "\"token\":false,\"status\":200}",
            await mock.GetAsync("/_virga/imds/reads"), StringComparison.Ordinal);
        await mock.ControlAsync(HttpMethod.Delete, "config");
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("/latest/meta-data/system"));
        var wrong = await mock.Client.PutAsync("/_virga/imds/config",
            new StringContent("{\"spot\":{\"action\":\"burn\"}}"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var deadline = Environment.TickCount64 + 10_000;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < deadline, "it did not happen within 10 seconds");
            await Task.Delay(20);
        }
    }
}
