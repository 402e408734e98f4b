using System.Text.Json;
using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Events that end in reality, from outside: the program's own commands, a timeline with a clock that hurries, boto3
/// and the AWS CLI with AWS FIS.
/// </summary>
public sealed class EventsCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_timeline_announces_an_interruption_that_a_poller_sees_and_two_minutes_pass_in_seconds()
    {
        await AwsCliIsThereAsync();
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var id = await SpotAsync(server);
        var file = Path.GetTempFileName() + ".yaml";
        await File.WriteAllTextAsync(file, """
            events:
              - {after: 0, event: {type: rebalance-recommendation}}
              - {after: 0.2, event: {type: spot-interruption, action: terminate, delaySeconds: 240}}
              - {after: 0.4, clock: {advanceSeconds: 300, overSeconds: 5}}
            """);
        var playing = VirgaAsync(server, "play", file, "--instance", id);

        using var metadata = new HttpClient { BaseAddress = new Uri($"{server.MetadataEndpoint}/{id}/") };
        var notices = new HashSet<string>();
        await UntilAsync(async () =>
        {
            using var reply = await metadata.GetAsync("latest/meta-data/spot/instance-action");
            if (reply.IsSuccessStatusCode) notices.Add(await reply.Content.ReadAsStringAsync());
            return await StateAsync(server, id) == "terminated";
        });

        Assert.Contains("\"action\": \"terminate\"", Assert.Single(notices), StringComparison.Ordinal);
        var (code, output, error) = await playing;
        Assert.True(code == 0, error);
        Assert.Equal(3, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        File.Delete(file);
    }

    [Fact]
    public async Task Each_command_does_what_it_says()
    {
        await AwsCliIsThereAsync();
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var id = await SpotAsync(server, "persistent", "stop");
        await DoneAsync(server, "rebalance", id);
        await DoneAsync(server, "lifecycle", id, "Terminated");
        var planned = await DoneAsync(
            server, "schedule", id, "--code", "instance-stop", "--description", "a test");
        var eventId = planned.GetProperty("scheduled")[0].GetProperty("eventId").GetString()!;
        Assert.Equal("instance-stop", await AwsAsync(server, "ec2", "describe-instance-status", "--query",
            "InstanceStatuses[0].Events[0].Code", "--output", "text"));
        await DoneAsync(server, "cancel", id, eventId);
        Assert.Contains("[Canceled] a test", await ReadAsync(server, id, "events/maintenance/history"),
            StringComparison.Ordinal);
        Assert.Equal("Terminated", await ReadAsync(server, id, "autoscaling/target-lifecycle-state"));
        Assert.Contains("noticeTime", await ReadAsync(server, id, "events/recommendations/rebalance"),
            StringComparison.Ordinal);

        await DoneAsync(server, "spot", id, "--action", "stop", "--delay", "600");
        Assert.Equal(2, (await DoneAsync(server, "list", id)).EnumerateObject()
            .Count(one => one.Name is "interruption" or "rebalanceNotice"));
        Assert.Equal("marked-for-stop", await UntilAsync(server, "clock", "481", () => RequestAsync(server, id)));
        Assert.Equal("stopped", await UntilAsync(server, "clock", "121", () => StateAsync(server, id)));
        Assert.Equal("instance-stopped-no-capacity", await RequestAsync(server, id));
        Assert.Equal("Server.SpotInstanceShutdown", await AwsAsync(server, "ec2", "describe-instances", "--query",
            "Reservations[0].Instances[0].StateReason.Code", "--output", "text"));

        // The log says who was told, with the version and the time.
        var reads = await DoneAsync(server, "reads", id);
        var read = Assert.Single(reads.EnumerateArray(),
            one => one.GetProperty("path").GetString() == "meta-data/events/recommendations/rebalance");
        Assert.Equal(("latest", 200), (read.GetProperty("version").GetString(), read.GetProperty("status").GetInt32()));
        Assert.True(read.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-5));

        Assert.Equal(1, (await VirgaAsync(server, "list", "i-0fedcba9876543210")).Code);
        Assert.NotEqual(0, (await VirgaAsync(server, "spot", id, "--action", "explode")).Code);
    }

    [Fact]
    public async Task Boto3_and_the_cli_run_an_experiment_of_fis()
    {
        await AwsCliIsThereAsync();
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var id = await SpotAsync(server);
        var (exitCode, output) = Tool.Run("python3",
            [Path.Combine(Path.GetDirectoryName(SourceFile())!, "experiment.py"), server.Endpoint, id]);
        if (exitCode == -1 || output.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Skip("reason: python3 with boto3 is missing");
        Assert.True(exitCode == 0, output);
        var experiment = output.Trim();
        Assert.Equal("running", await AwsAsync(server, "fis", "get-experiment", "--id", experiment, "--query",
            "experiment.state.status", "--output", "text"));
        Assert.Contains("\"action\": \"terminate\"", await ReadAsync(server, id, "spot/instance-action"),
            StringComparison.Ordinal);
        Assert.Equal("marked-for-termination-by-experiment", await RequestAsync(server, id));
        Assert.Equal("terminated", await UntilAsync(server, "clock", "125", () => StateAsync(server, id)));
        Assert.Equal("instance-terminated-by-experiment", await RequestAsync(server, id));
        Assert.Equal("completed", await AwsAsync(server, "fis", "list-experiments", "--query",
            "experiments[0].state.status", "--output", "text"));
    }

    private static async Task<JsonElement> DoneAsync(LiveServer server, params string[] words)
    {
        var (code, output, error) = await VirgaAsync(server, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {output}{error}");
        return JsonDocument.Parse(output).RootElement;
    }

    private static Task<(int Code, string Output, string Error)> VirgaAsync(LiveServer server, params string[] words) =>
        Run.Async("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "virga-server.dll"), "events", .. words,
            "--endpoint-url", server.Endpoint,
        ]);

    /// <summary>Lets time pass, and waits until a value changes from what it was.</summary>
    private static async Task<string> UntilAsync(
        LiveServer server, string command, string seconds, Func<Task<string>> value)
    {
        var before = await value();
        await DoneAsync(server, command, "--advance", seconds);
        var now = before;
        await UntilAsync(async () => (now = await value()) != before && !now.EndsWith("ing", StringComparison.Ordinal)
            && now != "shutting-down");
        return now;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var end = DateTime.UtcNow + Patience;
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < end, "it did not come to be in time");
            await Task.Delay(50);
        }
    }

    private static async Task<string> SpotAsync(
        LiveServer server, string type = "one-time", string behavior = "terminate")
    {
        var id = await AwsAsync(server, "ec2", "run-instances", "--image-id", "ami-ubuntu2204", "--instance-type",
            "t3.micro", "--instance-market-options",
            $"MarketType=spot,SpotOptions={{SpotInstanceType={type},InstanceInterruptionBehavior={behavior}}}",
            "--query", "Instances[0].InstanceId", "--output", "text");
        await AwsAsync(server, "ec2", "wait", "instance-running", "--instance-ids", id);
        return id;
    }

    private static Task<string> StateAsync(LiveServer server, string id) => Ec2Async(
        server, "DescribeInstances", "InstanceId.1", id, "instanceState", "name");

    private static Task<string> RequestAsync(LiveServer server, string id) => Ec2Async(
        server, "DescribeSpotInstanceRequests", null, id, "status", "code");

    /// <summary>One value of an answer, by a plain request: the CLI takes a second for each.</summary>
    private static async Task<string> Ec2Async(
        LiveServer server, string action, string? name, string id, string parent, string element)
    {
        using var http = new HttpClient();
        using var body = new FormUrlEncodedContent([
            new("Action", action), new("Version", "2016-11-15"),
            .. name is null ? (KeyValuePair<string, string>[])[] : [new(name, id)],
        ]);
        var answer = await (await http.PostAsync(server.Endpoint, body)).Content.ReadAsStringAsync();
        return System.Xml.Linq.XDocument.Parse(answer).Descendants()
            .Where(one => one.Name.LocalName == element && one.Parent!.Name.LocalName == parent)
            .Select(one => one.Value).FirstOrDefault() ?? answer;
    }

    private static async Task<string> ReadAsync(LiveServer server, string id, string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync($"{server.MetadataEndpoint}/{id}/latest/meta-data/{path}");
    }

    private static async Task AwsCliIsThereAsync()
    {
        if (!await Run.WorksAsync("aws", "--version")) Assert.Skip("reason: AWS CLI missing");
    }

    private static async Task<string> AwsAsync(LiveServer server, params string[] words)
    {
        var (code, output, error) = await Run.Async("aws", words, new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = server.Endpoint, ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_DEFAULT_REGION"] = "us-east-1", ["AWS_PAGER"] = "",
        });
        Assert.True(code == 0, $"aws {string.Join(' ', words)}: {error}");
        return output.Trim();
    }

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
