using Virga.Conformance.Network;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A machine without libvirt, or with a hypervisor that is away: that is said, and the rest works.</summary>
public sealed class UnavailableTests
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/libvirt.so.0";

    [Fact]
    public async Task A_hypervisor_that_does_not_answer_is_named_and_the_rest_works()
    {
        const string uri = "qemu+unix:///system?socket=/nonexistent/libvirt-sock";
        await using var server = await StartAsync(ServerPlace.Here, uri);

        await SaysAsync(server, "/nonexistent/libvirt-sock");
    }

    [Fact]
    public async Task A_missing_library_is_named_and_the_rest_works()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !Tool.Exists("unshare"))
            Assert.Skip("reason: hiding a library takes root and unshare");
        // In a place of its own the library is an empty file, as good as none.
        var hide = File.Exists(Library) ? $"mount --bind /dev/null {Library}; " : "";
        var place = ServerPlace.Here with { Prefix = ["unshare", "-m", "sh", "-c", hide + "exec \"$@\"", "sh"] };
        await using var server = await StartAsync(place, "qemu:///system");

        await SaysAsync(server, "libvirt.so.0 is not on this machine (Debian package libvirt0)");
    }

    private static Task<RunningServer> StartAsync(ServerPlace place, string uri) => RunningServer.StartAsync(
        place, "--backend", "libvirt", "--ec2-hypervisor-uri", uri, "--ec2-imds-port", "0",
        "--ec2-network", "bridge");

    /// <summary>Health and doctor give the reason; what needs no hypervisor goes on.</summary>
    private static async Task SaysAsync(RunningServer server, string reason)
    {
        using var api = new Ec2Api(server);
        await MachineRig.UntilAsync("health says it", async () =>
            await api.HealthAsync() is var health && health.Contains(reason, StringComparison.Ordinal)
            && health.Contains("unavailable", StringComparison.Ordinal));
        var (code, text, error) = await server.RunAsync("doctor");
        Assert.True(code == 0, error);
        var line = text.Split('\n').Single(one => one.StartsWith("no   libvirt: ", StringComparison.Ordinal));
        Assert.Contains(reason, line, StringComparison.Ordinal);

        Assert.StartsWith("vpc-", await api.OneAsync("vpcId", "CreateVpc", ("CidrBlock", "10.9.0.0/16")),
            StringComparison.Ordinal);
        var id = await api.OneAsync("instanceId", "RunInstances", ("ImageId", "ami-alpine"),
            ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        await MachineRig.UntilAsync("it runs", async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
    }
}
