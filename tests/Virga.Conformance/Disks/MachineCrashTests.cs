using System.Globalization;
using System.Xml.Linq;
using Virga.Conformance.Docker;
using Virga.Docker.Devices;
using Xunit;

namespace Virga.Conformance.Disks;

/// <summary>
/// kill -9 of the emulator while machines are launched, volumes move, images are made and machines end. After each
/// restart what the API says, the containers, the block devices, the images and the files are the same thing, and
/// nothing is lost. <c>VIRGA_CRASH_ROUNDS</c> gives another number of rounds, <c>VIRGA_CRASH_SEED</c> other moments.
/// </summary>
public sealed class MachineCrashTests(RealEngine engine, ITestOutputHelper output) : IClassFixture<RealEngine>
{
    private const string RoundsVariable = "VIRGA_CRASH_ROUNDS";
    private const string SeedVariable = "VIRGA_CRASH_SEED";
    private const int Rounds = 30;
    private const int Seed = 20261121;
    private const int LatestKillMilliseconds = 2_500;
    private const int LogLines = 60;

    private readonly HashSet<string> instances = new(StringComparer.Ordinal);
    private DiskRig rig = null!;
    private string keeper = "";
    private string volume = "";
    private string home = "";

    [Fact]
    public async Task World_and_host_agree_after_kill_9_at_any_moment()
    {
        var rounds = Asked(RoundsVariable) ?? Rounds;
        var random = new Random(Asked(SeedVariable) ?? Seed);
        await using var opened = rig = await DiskRig.StartAsync(engine);
        await BeginAsync();

        for (var round = 0; round < rounds; round++)
        {
            var moment = random.Next(LatestKillMilliseconds);
            var life = LiveAsync(random.Next());
            await Task.Delay(moment, RealEngine.Cancellation);
            await rig.Server.KillAsync();
            await life;
            await rig.Server.RestartAsync();
            await AgreeAsync($"round {round}, killed after {moment} ms");
            Assert.Equal("kept\n", await DiskRig.ShellAsync(keeper, "cat /root/kept"));
        }

        var other = await rig.Ec2.LaunchAsync(DiskRig.Ami);
        if ((await rig.Ec2.VolumeStateAsync(volume)).Volume == "in-use") await rig.Ec2.DetachAsync(volume);
        await rig.Ec2.AttachAsync(volume, other, "/dev/sdg");
        Assert.Equal("data", await DiskRig.ShellAsync(other, "head -c 4 /dev/sdg"));
        output.WriteLine($"{rounds} rounds, {instances.Count} instances");
    }

    private static int? Asked(string variable) => Environment.GetEnvironmentVariable(variable) is { } number
        ? int.Parse(number, CultureInfo.InvariantCulture)
        : null;

    private async Task BeginAsync()
    {
        keeper = await rig.Ec2.LaunchAsync(DiskRig.Ami);
        volume = await rig.Ec2.VolumeAsync(keeper, ("Size", "1"));
        await rig.Ec2.AttachAsync(volume, keeper, "/dev/sdf");
        await DiskRig.ShellAsync(keeper, "echo kept > /root/kept; printf data | dd of=/dev/sdf conv=fsync 2>/dev/null");
        home = (await Metadata.Run.Async("docker",
            ["inspect", "-f", "{{index .Config.Labels \"virga.home\"}}", $"virga-ec2.{keeper}"])).Output.Trim();
    }

    /// <summary>What users do, in an order of its own in each round, until nobody answers.</summary>
    private async Task LiveAsync(int seed)
    {
        var random = new Random(seed);
        Func<Task>[] steps = [LaunchAsync, MoveAsync, CaptureAsync, EndAsync, DeregisterAsync];
        random.Shuffle(steps);
        try
        {
            foreach (var step in steps)
            {
                await step();
                await Task.Delay(random.Next(200), RealEngine.Cancellation);
            }
        }
        catch (Exception killed) when (killed is HttpRequestException or IOException)
        {
            // The last call has no answer.
        }
    }

    private Task LaunchAsync() => rig.Ec2.TryAsync("RunInstances", ("ImageId", DiskRig.Ami),
        ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"),
        ("BlockDeviceMapping.1.DeviceName", "/dev/sdh"), ("BlockDeviceMapping.1.Ebs.VolumeSize", "1"));

    private async Task MoveAsync()
    {
        if ((await rig.Ec2.VolumeStateAsync(volume)).Volume == "in-use")
            await rig.Ec2.TryAsync("DetachVolume", ("VolumeId", volume));
        else
            await rig.Ec2.TryAsync(
                "AttachVolume", ("VolumeId", volume), ("InstanceId", keeper), ("Device", "/dev/sdf"));
    }

    private Task CaptureAsync() => rig.Ec2.TryAsync("CreateImage", ("InstanceId", keeper),
        ("Name", $"image-{Guid.NewGuid():n}"), ("NoReboot", "true"));

    private async Task EndAsync()
    {
        var all = Instances(await rig.Ec2.CallAsync("DescribeInstances"));
        var one = all.FirstOrDefault(pair => pair.Key != keeper && pair.Value == "running").Key;
        if (one is not null) await rig.Ec2.TryAsync("TerminateInstances", ("InstanceId.1", one));
    }

    private async Task DeregisterAsync()
    {
        if (Ids(await ImagesAsync(), "imageId")
            .FirstOrDefault() is { } image)
            await rig.Ec2.TryAsync(
                "DeregisterImage", ("ImageId", image), ("DeleteAssociatedSnapshots", "true"));
    }

    private Task<XElement> ImagesAsync() => rig.Ec2.CallAsync(
        "DescribeImages", ("Owner.1", "self"), ("Filter.1.Name", "source-instance-id"), ("Filter.1.Value.1", "*"));

    private async Task AgreeAsync(string when)
    {
        var differences = "";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while ((differences = await DifferencesAsync()) != "")
        {
            Assert.False(limit.IsCancellationRequested,
                $"{when}:\n{differences}\n{string.Join('\n', rig.Server.Said.TakeLast(LogLines))}");
            await Task.Delay(200, RealEngine.Cancellation);
        }
    }

    /// <summary>Nothing once all has come to rest and the host has just what the API says.</summary>
    private async Task<string> DifferencesAsync()
    {
        var told = Instances(await rig.Ec2.CallAsync("DescribeInstances"));
        instances.UnionWith(told.Keys);
        var volumes = (await rig.Ec2.CallAsync("DescribeVolumes")).Element("volumeSet")!.Elements("item").ToList();
        var snapshots = await rig.Ec2.CallAsync("DescribeSnapshots", ("Owner.1", "self"));
        var images = await ImagesAsync();
        var states = told.Values.Concat(volumes.Select(one => one.Element("status")!.Value))
            .Concat(snapshots.Descendants("status").Select(one => one.Value))
            .Concat(images.Descendants("imageState").Select(one => one.Value));
        var moving = string.Join(", ", states.Where(state => state is not ("running" or "terminated" or "available"
            or "in-use" or "completed")));
        if (moving != "") return $"not at rest: {moving}";

        var living = told.Where(pair => pair.Value == "running").Select(pair => pair.Key).ToHashSet();
        return Difference("containers", living.Select(id => $"{id} running"), await ContainersAsync())
            + Difference("devices", Attachments(volumes), LoopDevices.Of(null)
                .Where(loop => instances.Contains(loop.InstanceId))
                .Select(loop => $"{loop.InstanceId} {loop.VolumeId}"))
            + Difference("images", Ids(images, "imageId"), await TagsAsync())
            + Unknown("files", Directory.GetFiles(rig.Disks).Select(Path.GetFileNameWithoutExtension),
                [.. volumes.Select(one => one.Element("volumeId")!.Value), .. Ids(snapshots, "snapshotId")]);
    }

    /// <summary>Data volumes: root disks of containers are no devices.</summary>
    private static IEnumerable<string> Attachments(List<XElement> volumes) =>
        from one in volumes
        from held in one.Element("attachmentSet")?.Elements("item") ?? []
        where held.Element("status")!.Value == "attached"
            && held.Element("device")!.Value is ("/dev/sdf" or "/dev/sdh")
        select $"{held.Element("instanceId")!.Value} {one.Element("volumeId")!.Value}";

    private async Task<IEnumerable<string>> ContainersAsync() => Lines((await Metadata.Run.Async("docker",
        ["ps", "-a", "--filter", $"label=virga.home={home}", "--format", "{{.Label \"virga.instance\"}} {{.State}}"]))
        .Output);

    private async Task<IEnumerable<string>> TagsAsync() => Lines((await Metadata.Run.Async("docker",
        ["images", "--format", "{{.Tag}}", $"virga-image/{home}"])).Output);

    private static Dictionary<string, string> Instances(XElement answer) => answer.Descendants("instanceState")
        .ToDictionary(state => state.Parent!.Element("instanceId")!.Value, state => state.Element("name")!.Value);

    private static IEnumerable<string> Ids(XElement answer, string element) =>
        answer.Descendants(element).Select(one => one.Value);

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Difference(string what, IEnumerable<string> told, IEnumerable<string> found)
    {
        var (ours, theirs) = (told.ToHashSet(), found.ToHashSet());
        return ours.SetEquals(theirs) ? ""
            : $"{what}: only told {string.Join(", ", ours.Except(theirs))}; "
              + $"only found {string.Join(", ", theirs.Except(ours))}\n";
    }

    private static string Unknown(string what, IEnumerable<string?> found, HashSet<string> known) =>
        found.Where(name => !known.Contains(name!)).ToList() is { Count: > 0 } more
            ? $"{what}: only found {string.Join(", ", more)}\n"
            : "";
}
