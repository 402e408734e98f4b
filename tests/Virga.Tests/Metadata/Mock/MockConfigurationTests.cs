using System.Net;
using System.Text.Json;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Looking at the configuration, or saving it, changes nothing of it; what was set live is taken back
/// whole.</summary>
public sealed class MockConfigurationTests
{
    private const string Text = """
        metadata: {values: {ami-id: ami-file, iam-security-credentials: {AccessKeyId: AKIAFILE}}}
        virga: {roles: {web: {Code: Success, AccessKeyId: AKIA1}}}
        """;

    private const string Role = "/latest/meta-data/iam/security-credentials/";
    private const string InstanceId = "/latest/meta-data/instance-id";

    [Fact]
    public async Task Reading_it_between_changes_leaves_the_credentials_fresh_and_the_file_as_it_was()
    {
        using var file = new TemporaryFile(".yaml", Text);
        await using var mock = await RunningMock.StartAsync("-c " + file.Path);
        var fresh = await mock.GetAsync(Role + "baskinc-role");
        Assert.Equal("AKIAFILE", Field(fresh, "AccessKeyId"));
        Assert.True(Time(fresh, "Expiration") > ManualClock.Start.AddHours(4));
        Assert.True(Time(fresh, "LastUpdated") > ManualClock.Start.AddHours(-2));
        for (var round = 0; round < 2; round++)
        {
            await mock.GetAsync("/_virga/imds/config");
            await mock.ControlAsync(HttpMethod.Put, "config", """
                {"metadata": {"values": {"instance-id": "i-live"}},
                 "virga": {"roles": {"web": {"AccessKeyId": "AKIA9"}}}}
                """);
            await mock.GetAsync("/_virga/imds/config");
            Assert.Equal(fresh, await mock.GetAsync(Role + "baskinc-role"));
            Assert.Equal("i-live", await mock.GetAsync(InstanceId));
            Assert.Equal("AKIA9", Field(await mock.GetAsync(Role + "web"), "AccessKeyId"));

            await mock.ControlAsync(HttpMethod.Delete, "config");
            Assert.Equal(fresh, await mock.GetAsync(Role + "baskinc-role"));
            Assert.Equal("i-1234567890abcdef0", await mock.GetAsync(InstanceId));
            Assert.Equal("ami-file", await mock.GetAsync("/latest/meta-data/ami-id"));
            Assert.Equal("AKIA1", Field(await mock.GetAsync(Role + "web"), "AccessKeyId"));
        }
    }

    [Fact]
    public async Task Saving_it_leaves_the_credentials_fresh()
    {
        using var file = new TemporaryFile(".yaml", Text);
        await using var mock = await RunningMock.StartAsync("-s -c " + file.Path, null, ("HOME", file.Home));
        Assert.Contains("Successfully saved", mock.Output, StringComparison.Ordinal);
        await mock.ControlAsync(HttpMethod.Put, "config", "{}");
        Assert.True(Time(await mock.GetAsync(Role + "baskinc-role"), "Expiration") > ManualClock.Start.AddHours(4));
    }

    [Fact]
    public async Task A_value_that_was_taken_back_is_no_longer_in_the_configuration()
    {
        await using var mock = await RunningMock.StartAsync();
        await mock.ControlAsync(HttpMethod.Put, "config", """{"virga": {"hop-limit": 3}}""");
        Assert.Contains("hop-limit", await mock.GetAsync("/_virga/imds/config"), StringComparison.Ordinal);
        await mock.ControlAsync(HttpMethod.Delete, "config");
        Assert.DoesNotContain("hop-limit", await mock.GetAsync("/_virga/imds/config"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(InstanceId));
    }

    private static DateTimeOffset Time(string json, string name) => DateTimeOffset.Parse(Field(json, name)!);

    private static string? Field(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString();
    }
}
