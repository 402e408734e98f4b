using System.Diagnostics;
using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>A change of the state is in the metadata when the answer to the change is there.</summary>
public sealed class VisibilityTests(ITestOutputHelper output)
{
    private const int Changes = 300;

    /// <summary>Before them the program is still being compiled, which the published one is not.</summary>
    private const int FirstChanges = 100;

    /// <summary>Milliseconds; what the median keeps to, also on a machine with other work.</summary>
    private const double Most = 5;

    [Fact]
    public async Task The_first_request_after_a_change_sees_it()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        using var http = new HttpClient();
        var id = await CallAsync(http, server, "RunInstances", "instanceId",
            ("ImageId", "ami-ubuntu2204"), ("InstanceType", "t3.micro"), ("MinCount", "1"), ("MaxCount", "1"),
            ("MetadataOptions.InstanceMetadataTags", "enabled"));
        var url = $"{server.MetadataEndpoint}/{id}/latest/meta-data/tags/instance/round";
        var times = new List<double>();
        for (var round = 0; round < FirstChanges + Changes; round++)
        {
            await CallAsync(http, server, "CreateTags", "return",
                ("ResourceId.1", id), ("Tag.1.Key", "round"), ("Tag.1.Value", $"{round}"));
            var watch = Stopwatch.StartNew();
            Assert.Equal($"{round}", await http.GetStringAsync(url));
            if (round >= FirstChanges) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"seen by the first request; it took {times[Changes / 2]:f2} ms (median), "
            + $"{times[Changes * 99 / 100]:f2} ms (99 of 100)");
        Assert.InRange(times[Changes / 2], 0, Most);
    }

    private static async Task<string> CallAsync(
        HttpClient http, LiveServer server, string action, string element, params (string Name, string Value)[] more)
    {
        using var body = new FormUrlEncodedContent([
            new("Action", action), new("Version", "2016-11-15"),
            .. more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
        ]);
        using var answer = await http.PostAsync(server.Endpoint, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return System.Xml.Linq.XDocument.Parse(text).Descendants()
            .First(one => one.Name.LocalName == element).Value;
    }
}
