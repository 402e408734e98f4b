using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>
/// A real server with containers and virtual machines beside each other, on the same fabric, driven by its API and by
/// ssh alone. At the end nothing may be left.
/// </summary>
internal sealed class MachineRig : IAsyncDisposable
{
    /// <summary>A guest boots in 15 s where nothing else runs, under emulation; here others do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Hypervisor hypervisor;
    private readonly string data;
    private readonly List<string> launched = [];

    private MachineRig(Hypervisor hypervisor, RunningServer server, string data)
    {
        this.hypervisor = hypervisor;
        this.data = data;
        Server = server;
        Api = new(server);
    }

    public RunningServer Server { get; }

    /// <summary>The name of the fabric's container.</summary>
    public string Fabric => "virga-fabric." + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..16];

    public Ec2Api Api { get; }

    /// <summary>Skips the test where no machine can run here.</summary>
    public static async Task<MachineRig> StartAsync(
        Hypervisor hypervisor, RealEngine engine, params string[] more)
    {
        await hypervisor.RequireAsync();
        await engine.NeedAsync(RealNetwork.Image);
        var data = Directory.CreateTempSubdirectory("virga-machines").FullName;
        // QEMU runs as a user of its own and passes through here to the volumes.
        await Tool.RunAsync("chmod", "755", data);
        string[] settings =
        [
            "--data", data, "--backend", "auto", "--ec2-vm-accelerator", "emulation", "--ec2-imds-port", "0",
            "--ec2-mount-block-devices", "true", .. more,
        ];
        var server = await RunningServer.StartAsync(settings);
        var rig = new MachineRig(hypervisor, server, data);
        await rig.Api.CallAsync(
            "ImportKeyPair", ("KeyName", "mine"),
            ("PublicKeyMaterial", Convert.ToBase64String(Encoding.UTF8.GetBytes(hypervisor.PublicKey))));
        return rig;
    }

    /// <summary>Launches the micro image and waits until it runs; the address is that of the API.</summary>
    public async Task<(string Id, string Address)> LaunchAsync(
        string subnet, string group, string userData = "", string? image = null, bool hibernates = false,
        params (string Name, string Value)[] more)
    {
        image ??= hypervisor.ImageId;
        await UntilAsync("the image is found", async () =>
            await Api.OneAsync("imageState", "DescribeImages", ("Filter.1.Name", "image-id"),
                ("Filter.1.Value.1", image)) == "available");
        var id = await Api.OneAsync("instanceId", "RunInstances", [
            ("ImageId", image), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"),
            ("KeyName", "mine"), ("SubnetId", subnet), ("SecurityGroupId.1", group),
            ("HibernationOptions.Configured", hibernates ? "true" : "false"),
            .. userData.Length == 0
                ? []
                : new[] { ("UserData", Convert.ToBase64String(Encoding.UTF8.GetBytes(userData))) },
            .. more,
        ]);
        launched.Add(id);
        await StateAsync(id, "running");
        return (id, await Api.OneAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id)));
    }

    /// <summary>A container beside it that greets on port 80.</summary>
    public async Task<Network.Guest> ContainerAsync(string subnet, string group)
    {
        var id = await Api.OneAsync("instanceId", "RunInstances", ("ImageId", RealNetwork.Ami),
            ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"), ("SubnetId", subnet),
            ("SecurityGroupId.1", group));
        launched.Add(id);
        await StateAsync(id, "running");
        var address = await Api.OneAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id));
        var guest = new Network.Guest(id, address, "");
        await guest.ServeAsync();
        return guest;
    }

    /// <summary>A subnet and a group of the default VPC.</summary>
    public async Task<(string Subnet, string Group)> DefaultAsync() => (
        await Api.OneAsync("subnetId", "DescribeSubnets", ("Filter.1.Name", "availability-zone"),
            ("Filter.1.Value.1", "us-east-1a")),
        await Api.OneAsync("groupId", "DescribeSecurityGroups", ("Filter.1.Name", "group-name"),
            ("Filter.1.Value.1", "default")));

    /// <summary>A new volume in the zone of an instance.</summary>
    public async Task<string> VolumeAsync(string instance, params (string Name, string Value)[] more)
    {
        var zone = await Api.OneAsync("availabilityZone", "DescribeInstances", ("InstanceId.1", instance));
        var id = await Api.OneAsync("volumeId", "CreateVolume", [("AvailabilityZone", zone), .. more]);
        await VolumeStateAsync(id, "available");
        return id;
    }

    public async Task AttachAsync(string volume, string instance, string device = "/dev/sdf")
    {
        await Api.CallAsync("AttachVolume", ("VolumeId", volume), ("InstanceId", instance), ("Device", device));
        await UntilAsync($"{volume} is attached", async () =>
            (await Api.AllAsync("status", "DescribeVolumes", ("VolumeId.1", volume))).Contains("attached"));
    }

    public async Task DetachAsync(string volume)
    {
        await Api.CallAsync("DetachVolume", ("VolumeId", volume));
        await VolumeStateAsync(volume, "available");
    }

    /// <summary>Why an instance is in its state.</summary>
    public async Task<string> ReasonAsync(string id)
    {
        var answer = await Api.CallAsync("DescribeInstances", ("InstanceId.1", id));
        var reason = answer.Descendants().FirstOrDefault(one => one.Name.LocalName == "stateReason");
        return reason?.Elements().First(one => one.Name.LocalName == "code").Value ?? "";
    }

    private Task VolumeStateAsync(string id, string state) => UntilAsync($"{id} is {state}", async () =>
        (await Api.AllAsync("status", "DescribeVolumes", ("VolumeId.1", id))).Contains(state));

    /// <summary>Waits for a state of an instance; a failure shows its reason and its console.</summary>
    public async Task StateAsync(string id, string state)
    {
        var clock = Stopwatch.StartNew();
        while (await Api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) is var seen && seen != state)
        {
            if (clock.Elapsed > Patience || (seen == "terminated" && state != "terminated"))
                Assert.Fail($"{id} is {seen}, not {state}: {await DescribeAsync(id)}");
            await Task.Delay(100);
        }
    }

    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, $"not in time: {what}");
            await Task.Delay(200);
        }
    }

    public async Task<string> TagAsync(string id, string key)
    {
        var answer = await Api.CallAsync(
            "DescribeTags", ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", id),
            ("Filter.2.Name", "key"), ("Filter.2.Value.1", key));
        return answer.Descendants().FirstOrDefault(one => one.Name.LocalName == "value")?.Value ?? "";
    }

    /// <summary>What a command of the guest prints, by ssh with the launch key; waits until it lets in.</summary>
    public async Task<string> SshAsync(string id, string command, string user = "root")
    {
        var said = (Code: 255, Output: "", Error: "");
        var clock = Stopwatch.StartNew();
        while (said.Code == 255)
        {
            if (clock.Elapsed > Patience) Assert.Fail($"no ssh into {id}: {said.Error} {await DescribeAsync(id)}");
            said = await TrySshAsync(id, command, user);
        }

        Assert.True(said.Code == 0, $"{command}: {said}");
        return said.Output;
    }

    public async Task<(int Code, string Output, string Error)> TrySshAsync(
        string id, string command, string user = "root")
    {
        var way = await TagAsync(id, "aws:virga:ssh");
        if (way.Length == 0) return (255, "", "no way in is known");
        return await Tool.RunAsync(
            "ssh", "-i", hypervisor.KeyPath, "-p", way.Split(':')[^1], "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=5", "-o", "BatchMode=yes",
            "-o", "LogLevel=ERROR", $"{user}@{way.Split(':')[0]}", command);
    }

    /// <summary>
    /// Waits until a command of the guest prints something; on a busy machine packets take their time.
    /// </summary>
    public async Task SaysAsync(string id, string expected, string command)
    {
        var clock = Stopwatch.StartNew();
        string said;
        while ((said = await SshAsync(id, $"{command} || true")) != expected)
            Assert.True(clock.Elapsed < Patience, $"{id} says '{said}', not '{expected}': {command}");
    }

    public async Task<string> ConsoleAsync(string id) => Encoding.UTF8.GetString(
        Convert.FromBase64String(await Api.OneAsync("output", "GetConsoleOutput", ("InstanceId", id))));

    public async ValueTask DisposeAsync()
    {
        await Api.ResetAsync();
        Api.Dispose();
        await Server.DisposeAsync();
        var left = launched.Where(id => hypervisor.Host.Connect().FindDomain(id) is not null).ToList();
        Directory.Delete(data, recursive: true);
        Assert.Empty(left);
    }

    private async Task<string> DescribeAsync(string id) =>
        await Api.CallAsync("DescribeInstances", ("InstanceId.1", id)) + await Api.HealthAsync()
        + await ConsoleAsync(id);
}
