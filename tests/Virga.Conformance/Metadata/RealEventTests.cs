using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>Events that the program's commands plan end in a container: a reboot restarts it, an interruption stops
/// it.</summary>
public sealed class RealEventTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_reboot_restarts_the_machine_and_an_interruption_stops_it()
    {
        await engine.NeedAsync(RealEngine.DebianSshd);
        await using var server = await RunningServer.StartAsync("--backend", "docker", "--ec2-init", "virga");
        using var api = new Ec2Api(server);
        var id = await SpotAsync(api);

        var started = await InspectAsync(id, "StartedAt");
        await EventAsync(server, "schedule", id, "--code", "system-reboot", "--not-before",
            DateTimeOffset.UtcNow.AddSeconds(3).ToString("O", CultureInfo.InvariantCulture));
        await UntilAsync("the machine to boot again", async () => await InspectAsync(id, "StartedAt") != started
            && await InspectAsync(id, "Running") == "true");
        Assert.StartsWith("[Completed]", await api.OneAsync("description", "DescribeInstanceStatus",
            ("InstanceId.1", id)), StringComparison.Ordinal);
        Assert.Equal("running", await StateAsync(api, id));

        await EventAsync(server, "spot", id, "--action", "stop", "--delay", "4", "--notice", "2");
        await UntilAsync("the instance to stop", async () => await StateAsync(api, id) == "stopped");
        Assert.Equal("false", await InspectAsync(id, "Running"));
        Assert.Equal("Server.SpotInstanceShutdown", (await InstanceAsync(api, id)).Descendants()
            .First(one => one.Name.LocalName == "stateReason").Elements()
            .First(one => one.Name.LocalName == "code").Value);
        Assert.Contains("instance-stopped-no-capacity", await api.AllAsync("code", "DescribeSpotInstanceRequests"));
    }

    private async Task<string> SpotAsync(Ec2Api api)
    {
        var ami = "ami-" + Guid.NewGuid().ToString("n")[..17];
        await engine.Client.Images.TagAsync(
            RealEngine.DebianSshd, "virga-ec2/events", ami, RealEngine.Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync($"virga-ec2/events:{ami}", CancellationToken.None));
        await UntilAsync("the image to be listed", async () => (await api.AllAsync("imageId", "DescribeImages",
            ("Filter.1.Name", "image-id"), ("Filter.1.Value.1", ami))).Contains(ami));
        var id = await api.OneAsync("instanceId", "RunInstances",
            ("ImageId", ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"),
            ("InstanceMarketOptions.MarketType", "spot"),
            ("InstanceMarketOptions.SpotOptions.SpotInstanceType", "persistent"),
            ("InstanceMarketOptions.SpotOptions.InstanceInterruptionBehavior", "stop"));
        await UntilAsync("the instance to run", async () => await StateAsync(api, id) == "running");
        return id;
    }

    private static Task<XElement> InstanceAsync(Ec2Api api, string id) =>
        api.CallAsync("DescribeInstances", ("InstanceId.1", id));

    private static async Task<string> StateAsync(Ec2Api api, string id) => (await InstanceAsync(api, id)).Descendants()
        .First(one => one.Name.LocalName == "instanceState").Elements()
        .First(one => one.Name.LocalName == "name").Value;

    private static async Task<string> InspectAsync(string id, string field) =>
        (await Run.Async("docker", ["inspect", "-f", $"{{{{.State.{field}}}}}", $"virga-ec2.{id}"])).Output.Trim();

    private static async Task EventAsync(RunningServer server, params string[] words)
    {
        var (code, output, error) = await Run.Async("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "virga-server.dll"), "events", .. words,
            "--endpoint-url", server.Url,
        ]);
        Assert.True(code == 0, output + error);
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, $"no time was enough for {what}");
            await Task.Delay(200);
        }
    }
}
