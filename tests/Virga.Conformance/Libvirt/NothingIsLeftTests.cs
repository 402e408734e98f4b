using System.Text.RegularExpressions;
using Virga.Conformance.Network;
using Virga.Conformance.Walkthrough;
using Virga.Libvirt.Domains;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>
/// A server without a data directory ends as a service manager ends it: nothing of its machines is left on the host.
/// What runs them is chosen by the probe here, as for a user.
/// </summary>
public sealed class NothingIsLeftTests(Hypervisor hypervisor, ITestOutputHelper output)
{
    [Fact]
    public async Task A_server_that_keeps_nothing_leaves_nothing()
    {
        await hypervisor.RequireAsync();
        var server = await RunningServer.StartAsync(
            "--backend", "libvirt", "--ec2-vm-accelerator", "auto", "--ec2-imds-port", "0");
        await using var _ = server;
        using var api = new Ec2Api(server);
        await MachineRig.UntilAsync("the image is found", async () =>
            await api.OneAsync("imageState", "DescribeImages", ("Filter.1.Name", "image-id"),
                ("Filter.1.Value.1", hypervisor.ImageId)) == "available");
        var id = await api.OneAsync("instanceId", "RunInstances", ("ImageId", hypervisor.ImageId),
            ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        await MachineRig.UntilAsync("it runs", async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        var volume = await api.OneAsync("volumeId", "DescribeVolumes", ("Filter.1.Name", "attachment.instance-id"),
            ("Filter.1.Value.1", id));
        using (var domain = hypervisor.Host.Connect().FindDomain(id)!)
            SaysWhatItIs(await api.HealthAsync(), domain.Xml);
        Assert.Equal([volume, id + "-console", id + "-seed"], Disks(id, volume));

        await server.TerminateAsync();

        Assert.Null(hypervisor.Host.Connect().FindDomain(id));
        Assert.Empty(Disks(id, volume));
        Assert.DoesNotContain(id, await VirshAsync("net-dumpxml", "default"), StringComparison.Ordinal);
        Assert.NotNull(hypervisor.Store.Find(hypervisor.ImageId));
    }

    /// <summary>Health names what was chosen and why, and the machine is of that kind.</summary>
    private void SaysWhatItIs(string health, string xml)
    {
        var said = Regex.Match(health, "(KVM|emulation): (the host offers no KVM|a probe booted in|KVM is there, but"
            + "|KVM does not start)[^\"]*");
        Assert.True(said.Success, health);
        output.WriteLine(said.Value);
        var isKvm = said.Groups[1].Value == "KVM";
        Assert.Equal(isKvm, said.Groups[2].Value == "a probe booted in");
        Assert.Contains(isKvm ? "<domain type='kvm'" : "<domain type='qemu'", xml, StringComparison.Ordinal);
        Assert.NotNull(DomainView.Parse(xml).Owner);
    }

    /// <summary>What the pool holds of an instance and its root.</summary>
    private List<string> Disks(string id, string volume)
    {
        using var pool = hypervisor.Host.Connect().OpenPool("default");
        return [.. new[] { volume, id + "-console", id + "-seed" }.Where(name =>
        {
            using var found = pool.FindVolume(name);
            return found is not null;
        })];
    }

    private async Task<string> VirshAsync(params string[] arguments)
    {
        var (code, text, error) = await Tool.RunAsync("virsh", ["-q", "-c", hypervisor.Host.Uri, .. arguments]);
        Assert.True(code == 0, error);
        return text;
    }
}
