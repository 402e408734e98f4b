using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A hypervisor that does not answer is said where one looks, and everything else works.</summary>
public sealed class HypervisorAwayTests
{
    [Fact]
    public async Task Health_and_doctor_name_the_hypervisor_and_why_it_does_not_answer()
    {
        const string Uri = "qemu+unix:///system?socket=/nonexistent/libvirt-sock";
        await using var server = await RunningServer.StartAsync("--backend", "libvirt", "--ec2-hypervisor-uri", Uri);
        using var http = server.Client();
        var health = "";
        await MachineRig.UntilAsync("health says so", async () =>
            (health = await http.GetStringAsync("/_virga/health")).Contains(
                "libvirt-sock", StringComparison.Ordinal) || health.Contains("libvirt0", StringComparison.Ordinal));
        Assert.Contains("unavailable", health, StringComparison.Ordinal);

        var (code, output, _) = await server.RunAsync("doctor");
        var line = Assert.Single(output.Split('\n'), one => one.Contains("libvirt-sock", StringComparison.Ordinal)
            || one.Contains("libvirt0", StringComparison.Ordinal));
        Assert.StartsWith("no   libvirt: ", line, StringComparison.Ordinal);
        Assert.Contains("eng/libvirt.sh up", output, StringComparison.Ordinal);
        Assert.Equal(0, code);

        using var api = new Network.Ec2Api(server);
        Assert.StartsWith("vpc-", await api.OneAsync("vpcId", "CreateVpc", ("CidrBlock", "10.0.0.0/16")),
            StringComparison.Ordinal);
    }
}
