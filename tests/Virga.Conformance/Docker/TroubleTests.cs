using Virga.Conformance.Disks;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Virga.Docker.Devices;
using Xunit;

namespace Virga.Conformance.Docker;

/// <summary>
/// What becomes of instances when their engine is in trouble, or somebody works on it behind Virga's back: a state, a
/// reason that a person can read, and nothing left over.
/// </summary>
public sealed class TroubleTests(RealEngine engine, ITestOutputHelper output)
    : IClassFixture<RealEngine>, IAsyncLifetime
{
    /// <summary>What the median keeps to; a machine that others use lets one of them take longer.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private const int Several = 5;

    private readonly TroubledEngine troubled = new();
    private RunningServer server = null!;
    private Ec2Caller ec2 = null!;

    public async ValueTask InitializeAsync()
    {
        await engine.NeedAsync(RealEngine.Busybox, RealEngine.DebianSshd);
        var place = new ServerPlace
        {
            Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = troubled.Address },
        };
        server = await RunningServer.StartAsync(
            place, "--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0");
        ec2 = new(server);
    }

    public async ValueTask DisposeAsync()
    {
        troubled.ComeBack();
        troubled.Delay = TimeSpan.Zero;
        troubled.Refusal = null;
        if (ec2 is not null) ec2.Dispose();
        if (server is not null) await server.DisposeAsync();
        await troubled.DisposeAsync();
    }

    [Theory]
    [InlineData("stop", "stopped")]
    [InlineData("kill", "stopped")]
    [InlineData("rm -f", "terminated")]
    public async Task What_is_done_behind_its_back_is_seen_at_once(string command, string state)
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, Several).Select(_ => LaunchAsync()));
        List<TimeSpan> times = [];
        foreach (var instance in instances)
        {
            // An orderly stop takes the time that the guest needs; what counts is from its end.
            var (code, _, error) = await Run.Async("docker", [.. command.Split(' '), NameOf(instance)]);
            Assert.True(code == 0, error);
            times.Add(await TimeAsync(async () => await ec2.InstanceStateAsync(instance) == state));
            Assert.Contains("outside of Virga", await ReasonAsync(instance), StringComparison.Ordinal);
        }

        times.Sort();
        var shown = string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:f0}"));
        output.WriteLine($"docker {command}, seen after: {shown} ms");
        Assert.InRange(times[Several / 2], TimeSpan.Zero, Soon);
        Assert.InRange(times[^1], TimeSpan.Zero, Soon * 10);
    }

    [Fact]
    public async Task An_engine_that_goes_away_and_comes_back_loses_nothing()
    {
        var kept = await LaunchAsync();
        var removed = await LaunchAsync();
        troubled.GoAway();
        await Ec2Caller.UntilAsync("health says so", async () =>
            (await HealthAsync()).Contains("unavailable", StringComparison.Ordinal));
        var begun = await StartLaunchAsync();
        await Run.Async("docker", ["rm", "-f", NameOf(removed)]);
        Assert.Equal("running", await ec2.InstanceStateAsync(kept));
        Assert.Equal("pending", await ec2.InstanceStateAsync(begun));

        troubled.ComeBack();

        await StateAsync(begun, "running");
        await StateAsync(removed, "terminated");
        // The engine tells of it by itself where it happened in the second of the return; else its absence does.
        Assert.Contains("removed", await ReasonAsync(removed), StringComparison.Ordinal);
        Assert.Equal("running", await ec2.InstanceStateAsync(kept));
        Assert.Equal("0\n", (await Run.Async("docker", ["inspect", "-f", "{{.RestartCount}}", NameOf(kept)])).Output);
        await ec2.TerminateAsync(kept);
        Assert.False(await ExistsAsync(kept));
    }

    [Fact]
    public async Task A_stopped_machine_that_is_started_behind_its_back_is_stopped_again()
    {
        var instance = await LaunchAsync();
        await ec2.CallAsync("StopInstances", ("InstanceId.1", instance));
        await StateAsync(instance, "stopped");

        var (code, _, error) = await Run.Async("docker", ["start", NameOf(instance)]);

        Assert.True(code == 0, error);
        await Ec2Caller.UntilAsync("it is stopped", async () => (await Run.Async(
            "docker", ["inspect", "-f", "{{.State.Running}}", NameOf(instance)])).Output.Trim() == "false");
        Assert.Equal("stopped", await ec2.InstanceStateAsync(instance));
    }

    [Theory]
    [InlineData("POST /containers/create", "no space left on device")]
    [InlineData("POST /containers/", "write /var/lib/docker/overlay2: no space left on device")]
    public async Task A_full_disk_ends_a_launch_with_the_engines_words(string call, string text)
    {
        troubled.Refusal = (line => line.Contains(call[5..], StringComparison.Ordinal)
            && line.StartsWith("POST", StringComparison.Ordinal)
            && (call.EndsWith("create", StringComparison.Ordinal) || line.Contains("/start", StringComparison.Ordinal)),
            500, text);

        var instance = await StartLaunchAsync();

        await StateAsync(instance, "terminated");
        Assert.Contains(text, await ReasonAsync(instance), StringComparison.Ordinal);
        await Ec2Caller.UntilAsync("nothing is left", async () => !await ExistsAsync(instance));
    }

    /// <summary>The engine knows nothing of the image, and its registry has none.</summary>
    [Fact]
    public async Task An_image_that_cannot_be_pulled_ends_the_launch_and_the_instance_says_so()
    {
        const string text = "manifest for debian 13 not found: manifest unknown";
        troubled.Refusal = (line => line.Contains("/images/create", StringComparison.Ordinal)
            || (line.Contains("/images/", StringComparison.Ordinal)
                && line.Contains("debian", StringComparison.Ordinal)), 404, text);

        var instance = await ec2.ReadAsync("instanceId", "RunInstances",
            ("ImageId", "ami-debian13"), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));

        await StateAsync(instance, "terminated");
        var reason = await ReasonAsync(instance);
        Assert.Contains("debian:13", reason, StringComparison.Ordinal);
        Assert.Contains($"could not be pulled: {text}", reason, StringComparison.Ordinal);
        Assert.False(await ExistsAsync(instance));
    }

    [Fact]
    public async Task A_full_disk_refuses_a_volume_to_a_machine_that_runs_on()
    {
        if (LoopDevices.UnavailableBecause() is { } reason) Assert.Skip($"reason: {reason}");
        var instance = await LaunchAsync();
        var volume = await ec2.VolumeAsync(instance, ("Size", "1"));
        troubled.Refusal = (line => line.Contains("/exec ", StringComparison.Ordinal), 500, "no space left on device");

        await ec2.CallAsync("AttachVolume", ("VolumeId", volume), ("InstanceId", instance), ("Device", "/dev/sdf"));

        await Ec2Caller.UntilAsync("it is refused", async () =>
            await ec2.VolumeStateAsync(volume) == ("available", ""));
        Assert.Equal("running", await ec2.InstanceStateAsync(instance));
        troubled.Refusal = null;
        await ec2.AttachAsync(volume, instance, "/dev/sdf");
        Assert.Equal(0, (await DiskRig.TryAsync(instance, "test -b /dev/sdf")).Code);
        await ec2.TerminateAsync(instance);
    }

    [Fact]
    public async Task A_slow_engine_makes_slow_machines()
    {
        troubled.Delay = TimeSpan.FromMilliseconds(700);

        var instance = await LaunchAsync();

        Assert.True(await ExistsAsync(instance));
    }

    [Fact]
    public async Task A_machine_without_a_shell_runs_and_says_how_its_user_data_fared()
    {
        using var archive = new MemoryStream(new byte[1024]);
        var ami = "ami-" + Guid.NewGuid().ToString("n")[..17];
        await engine.Client.Images.ImportAsync(archive, "virga-ec2/nothing", ami, [], RealEngine.Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync($"virga-ec2/nothing:{ami}", CancellationToken.None));
        await Ec2Caller.UntilAsync("it is an AMI", async () =>
            (await ec2.TryAsync("DescribeImages", ("ImageId.1", ami))).IsFine);

        var instance = await ec2.LaunchAsync(ami, ("UserData", "IyEvYmluL3NoCmVjaG8gaGVsbG8K"));

        await Ec2Caller.UntilAsync("its user data ended", async () => (await ec2.CallAsync("DescribeInstances",
            ("InstanceId.1", instance))).ToString().Contains("exit 127", StringComparison.Ordinal));
        await ec2.TerminateAsync(instance);
        Assert.False(await ExistsAsync(instance));
    }

    /// <summary>Ids repeat with a seed, so a container that has the name can be there before its instance.</summary>
    [Fact]
    public async Task A_name_that_is_taken_ends_the_launch_and_leaves_the_other_alone()
    {
        string[] seeded =
            ["--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0", "--seed", "4711"];
        string taken;
        await using (var first = await RunningServer.StartAsync(seeded))
        {
            using var caller = new Ec2Caller(first);
            taken = await StartLaunchAsync(caller);
            await Ec2Caller.UntilAsync(
                "it runs", async () => await caller.InstanceStateAsync(taken) == "running");
        }

        var foreign = await engine.Client.Containers.CreateAsync(
            NameOf(taken), new() { Image = RealEngine.Busybox, Cmd = ["true"] }, RealEngine.Cancellation);
        engine.Later(() => engine.Client.Containers.RemoveAsync(foreign, CancellationToken.None));
        await using var second = await RunningServer.StartAsync(seeded);
        using var again = new Ec2Caller(second);
        Assert.Equal(taken, await StartLaunchAsync(again));

        await Ec2Caller.UntilAsync("it ended", async () => await again.InstanceStateAsync(taken) == "terminated");
        Assert.Contains("is taken by a container", await ReasonAsync(taken, again), StringComparison.Ordinal);
        Assert.Equal(foreign, (await engine.Client.Containers
            .InspectAsync(NameOf(taken), RealEngine.Cancellation)).Id);
    }

    private Task<string> LaunchAsync() => ec2.LaunchAsync("ami-alpine");

    private Task<string> StartLaunchAsync(Ec2Caller? by = null) => (by ?? ec2).ReadAsync("instanceId", "RunInstances",
        ("ImageId", "ami-alpine"), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));

    private Task StateAsync(string instance, string state) => Ec2Caller.UntilAsync(
        $"{instance} is {state}", async () => await ec2.InstanceStateAsync(instance) == state);

    private async Task<string> ReasonAsync(string instance, Ec2Caller? by = null) =>
        (await (by ?? ec2).CallAsync("DescribeInstances", ("InstanceId.1", instance)))
            .Descendants("stateReason").Single().Element("message")!.Value;

    private async Task<string> HealthAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync($"{server.Url}/_virga/health", RealEngine.Cancellation);
    }

    private static async Task<bool> ExistsAsync(string instance) =>
        (await Run.Async("docker", ["ps", "-aq", "--filter", $"name={NameOf(instance)}"])).Output != "";

    private static async Task<TimeSpan> TimeAsync(Func<Task<bool>> isSo)
    {
        var began = DateTime.UtcNow;
        await Ec2Caller.UntilAsync("state", isSo);
        return DateTime.UtcNow - began;
    }

    private static string NameOf(string instance) => $"virga-ec2.{instance}";
}
