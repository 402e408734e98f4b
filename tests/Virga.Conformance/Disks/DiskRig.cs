using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Virga.Docker.Devices;
using Xunit;

namespace Virga.Conformance.Disks;

/// <summary>A server with a data directory whose guests may mount, and what the tests do in those guests.</summary>
internal sealed class DiskRig : IAsyncDisposable
{
    public const string Ami = "ami-df5de72bdb3b";
    public const string Image = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:" + Ami;

    private readonly string data;

    private DiskRig(RunningServer server, string data)
    {
        Server = server;
        this.data = data;
        Ec2 = new(server);
    }

    public RunningServer Server { get; }

    public Ec2Caller Ec2 { get; }

    /// <summary>Where the bytes of volumes and snapshots are.</summary>
    public string Disks => Path.Combine(data, "disks");

    /// <summary>Skips the test, loudly, where it cannot be run.</summary>
    public static async Task<DiskRig> StartAsync(RealEngine engine)
    {
        await engine.NeedAsync(Image);
        if (LoopDevices.UnavailableBecause() is { } reason) Assert.Skip($"reason: {reason}");
        var data = Directory.CreateTempSubdirectory("virga-disks").FullName;
        var server = await RunningServer.StartAsync(
            "--data", data, "--backend", "docker", "--ec2-mount-block-devices", "true", "--ec2-imds-port", "0");
        return new(server, data);
    }

    /// <summary>Runs a script in a guest; its failure fails the test.</summary>
    public static async Task<string> ShellAsync(string instance, string script)
    {
        var (code, output, error) = await TryAsync(instance, script);
        Assert.True(code == 0, $"{script}\n{output}{error}");
        return output;
    }

    public static Task<(int Code, string Output, string Error)> TryAsync(string instance, string script) =>
        Run.Async("docker", ["exec", $"virga-ec2.{instance}", "sh", "-c", script]);

    public async ValueTask DisposeAsync()
    {
        await EndInstancesAsync();
        Ec2.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private async Task EndInstancesAsync()
    {
        var all = await Ec2.CallAsync("DescribeInstances",
            ("Filter.1.Name", "instance-state-name"), ("Filter.1.Value.1", "running"), ("Filter.1.Value.2", "stopped"));
        foreach (var id in all.Descendants("instanceId").Select(one => one.Value).Distinct())
            await Ec2.TerminateAsync(id);
        var images = await Ec2.CallAsync("DescribeImages", ("Owner.1", "self"),
            ("Filter.1.Name", "source-instance-id"), ("Filter.1.Value.1", "*"));
        foreach (var id in images.Descendants("imageId").Select(one => one.Value))
            await Ec2.CallAsync("DeregisterImage", ("ImageId", id));
    }
}
