using System.Net;
using System.Text.Json;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Every path of the mock: its default, and what overrides it.</summary>
public sealed class MockRouteTests
{
    public static TheoryData<string, string, string> Texts
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (key, path, value) in ObservedRoutes.Texts) data.Add(key, path, value);
            return data;
        }
    }

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (key, path) in ObservedRoutes.All) data.Add(key, path);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Serves_the_default(string key, string path, string value)
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal((key, value), (key, await reply.Content.ReadAsStringAsync()));
        Assert.Equal(value, await mock.GetAsync(path + "/"));
        Assert.False(reply.Headers.Contains("Server"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Serves_the_value_of_the_environment(string key, string path, string value)
    {
        var section = ObservedRoutes.SectionOf(path);
        await using var mock = await RunningMock.StartAsync("", null, (Variable(section, "values", key), "other"));
        // Four values stand in paths too, and the path goes with them; these paths do not hold their own value.
        Assert.Equal((value, "other"), (value, await mock.GetAsync(path)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Moves_to_the_path_of_the_environment(string key, string path)
    {
        var section = ObservedRoutes.SectionOf(path);
        await using var standard = await RunningMock.StartAsync();
        await using var moved = await RunningMock.StartAsync(
            "", null, (Variable(section, "paths", key), "/latest/meta-data/elsewhere/leaf"));
        var expected = await standard.GetAsync(path);
        if (key == "elastic-inference-accelerator")
            expected = "{\n\t\"version_2018_04_12\": {\n\t\t\"elastic-inference-accelerator-id\": "
                + "\"eia-bfa21c7904f64a82a21b9f4540169ce1\",\n\t\t\"elastic-inference-accelerator-type\": "
                    + "\"eia1.medium\"\n\t}\n}";
        var body = await moved.GetAsync("/latest/meta-data/elsewhere/leaf");
        // Signatures are made by each mock's own key.
        if (key.StartsWith("instance-identity-", StringComparison.Ordinal)
            && !key.EndsWith("document", StringComparison.Ordinal))
            Assert.InRange(body.Length, expected.Length - 16, expected.Length + 16);
        else Assert.Equal(expected, body);
    }

    [Fact]
    public async Task Serves_documents_in_the_order_and_form_of_the_mock()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Equal(
            "{\n\t\"Code\": \"Success\",\n\t\"LastUpdated\": \"2020-04-02T18:50:40Z\",\n\t\"InstanceProfileArn\": "
            + "\"arn:aws:iam::896453262835:instance-profile/baskinc-role\",\n\t\"InstanceProfileId\": "
            + "\"AIPA5BOGHHXZELSK34VU4\"\n}",
            await mock.GetAsync("/latest/meta-data/iam/info"));
        Assert.Equal(
            "{\"version_2018_04_12\":{\"elastic-inference-accelerator-id\":\"eia-bfa21c7904f64a82a21b9f4540169ce1\","
            + "\"elastic-inference-accelerator-type\":\"eia1.medium\"}}",
            await mock.GetAsync(
                "/latest/meta-data/elastic-inference/associations/eia-bfa21c7904f64a82a21b9f4540169ce1"));
        var document = await mock.Client.GetAsync("/latest/dynamic/instance-identity/document");
        Assert.Equal("application/json", document.Content.Headers.ContentType?.ToString());
        Assert.StartsWith(
            "{\n\t\"accountId\": \"0123456789\",\n\t\"imageId\": \"ami-0b69ea66ff7391e80\",\n\t\"availabilityZone\": "
            + "\"us-east-1f\",\n\t\"ramdiskId\": null,",
            await document.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_credentials_that_have_not_expired()
    {
        var clock = new ManualClock();
        await using var mock = await RunningMock.StartAsync("", clock);
        using var credentials =
            JsonDocument.Parse(await mock.GetAsync("/latest/meta-data/iam/security-credentials/baskinc-role"));
        Assert.Equal("12345678901", credentials.RootElement.GetProperty("AccessKeyId").GetString());
        Assert.Equal("2026-11-21T16:00:00Z", credentials.RootElement.GetProperty("Expiration").GetString());
        clock.Advance(TimeSpan.FromHours(3));
        Assert.Contains("2026-11-21T19:00:00Z",
            await mock.GetAsync("/latest/meta-data/iam/security-credentials/baskinc-role"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_the_expiry_that_was_set()
    {
        await using var mock = await RunningMock.StartAsync("", null,
            ("AEMM_METADATA_VALUES_IAM_SECURITY_CREDENTIALS_EXPIRATION", "2020-04-02T00:49:51Z"));
        Assert.Contains("\"Expiration\": \"2020-04-02T00:49:51Z\"",
            await mock.GetAsync("/latest/meta-data/iam/security-credentials/baskinc-role"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decodes_user_data()
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.Client.GetAsync("/latest/user-data");
        Assert.Equal("application/octet-stream", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal("1234,john,reboot,true\n", await reply.Content.ReadAsStringAsync());
        await using var other = await RunningMock.StartAsync("", null, ("AEMM_USERDATA_VALUES_USERDATA", "AAEC/w=="));
        Assert.Equal([0, 1, 2, 255], await other.Client.GetByteArrayAsync("/latest/user-data"));
        await using var broken = await RunningMock.StartAsync("", null, ("AEMM_USERDATA_VALUES_USERDATA", "no!base64"));
        Assert.Equal("", await broken.GetAsync("/latest/user-data"));
    }

    [Theory]
    [InlineData("", "autoscaling/,spot/,events/")]
    [InlineData("spot", "spot/,events/")]
    [InlineData("spotitn", "spot/,events/")]
    [InlineData("events", "events/")]
    [InlineData("se", "events/")]
    [InlineData("scheduledevents", "events/")]
    [InlineData("asglifecycle", "autoscaling/")]
    [InlineData("autoscaling", "autoscaling/")]
    [InlineData("asg extra-word", "autoscaling/")]
    public async Task Lists_the_events_of_its_command_and_all_static_paths(string words, string events)
    {
        await using var mock = await RunningMock.StartAsync(words);
        var listed = await mock.GetAsync("/latest/meta-data");
        Assert.EndsWith("\n", listed, StringComparison.Ordinal);
        var names = listed.TrimEnd('\n').Split('\n');
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(26 + events.Split(',').Length, names.Length);
        Assert.All(events.Split(','), name => Assert.Contains(name, names));
    }

    [Theory]
    [InlineData("/", "latest\n")]
    [InlineData("/latest", "dynamic\nmeta-data\nuser-data\n")]
    [InlineData("/latest/dynamic/", "fws/\ninstance-identity/\n")]
    [InlineData("/latest/dynamic/instance-identity", "document\npkcs7\nsignature")]
    [InlineData("/latest/meta-data/spot", "instance-action\ntermination-time")]
    [InlineData("/latest/meta-data/iam/", "info\nsecurity-credentials/")]
    [InlineData("/latest/meta-data/iam/security-credentials/", "baskinc-role")]
    [InlineData("/latest/meta-data/public-keys/", "0=virga")]
    [InlineData("/latest/meta-data/public-keys/0/", "openssh-key")]
    [InlineData("/latest/meta-data/network/interfaces/macs/", "0e:49:61:0f:c3:11/")]
    [InlineData("/latest/meta-data/tags/instance", "Name\nTest")]
    [InlineData("/2021-03-23/meta-data/placement/region", "us-east-1")]
    [InlineData("/1.0/meta-data/instance-id", "i-1234567890abcdef0")]
    public async Task Lists_and_dated_versions(string path, string body)
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Equal(body, await mock.GetAsync(path));
    }

    [Theory]
    [InlineData("/womp")]
    [InlineData("/latest/meta-data/a")]
    [InlineData("/latest/meta-data/macs")]
    [InlineData("/2001-01-01/meta-data/instance-id")]
    [InlineData("/1.0/meta-data/tags/instance/Name")]
    public async Task Answers_404_where_there_is_nothing(string path)
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(
            """
            <?xml version="1.0" encoding="iso-8859-1"?>
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
            	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
             <head>
              <title>404 - Not Found</title>
             </head>
             <body>
              <h1>404 - Not Found</h1>
             </body>
            </html>

            """,
            await reply.Content.ReadAsStringAsync());
    }

    private static string Variable(string section, string kind, string key) =>
        $"AEMM_{section}_{kind}_{key}".ToUpperInvariant().Replace('-', '_');
}
