using System.Diagnostics;
using System.Text;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Seeds;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A machine from the micro image in libvirt's own network, reached by ssh.</summary>
internal sealed class Guest : IDisposable
{
    private readonly Hypervisor hypervisor;

    private Guest(Hypervisor hypervisor, string address, LibvirtDomain domain)
    {
        this.hypervisor = hypervisor;
        Address = address;
        Domain = domain;
    }

    internal string Address { get; }

    internal LibvirtDomain Domain { get; }

    internal string RootVolumeId => "vol-" + Domain.Name[2..];

    internal static Guest Launch(Hypervisor hypervisor, string userData, string? imageId = null)
    {
        var id = "i-" + Hypervisor.Hex(17);
        var seed = new NoCloudSeed
        {
            InstanceId = id,
            HostName = "micro-guest",
            PublicKeys = [hypervisor.PublicKey],
            UserData = Encoding.UTF8.GetBytes(userData),
        }.ToImage();
        var root = hypervisor.Store.CreateOverlay("vol-" + id[2..], 1UL << 30, imageId ?? hypervisor.ImageId);
        var seedDisk = hypervisor.Store.Upload(id + "-seed", new MemoryStream(seed), (ulong)seed.Length);
        var console = hypervisor.Store.Upload(id + "-console", new MemoryStream(), 0);
        var mac = "02:" + string.Join(':', Hypervisor.Hex(10).Chunk(2).Select(pair => new string(pair)));
        var address = hypervisor.Addresses.Reserve(id, mac);
        var domain = hypervisor.Host.Connect().DefineDomain(DomainXml.Of(new DomainSpec
        {
            InstanceId = id,
            Owner = "conformance",
            InstanceType = "t3.nano",
            MemoryMiB = 256,
            VirtualCpus = 1,
            Disks =
            [
                new DiskSpec(root.Path, root.Format, DiskTargets.Root, root.Name),
                new DiskSpec(seedDisk.Path, seedDisk.Format, DiskTargets.Seed, null) { IsReadOnly = true },
            ],
            Nics = [new NetworkNic(mac, "default")],
            ConsoleLogPath = console.Path,
        }));
        domain.Start();
        return new Guest(hypervisor, address, domain);
    }

    /// <summary>The console as the host has kept it.</summary>
    internal string Console => Encoding.UTF8.GetString(hypervisor.Store.ReadTail(Domain.Name + "-console", 65536));

    internal async Task<string> SshAsync(string command)
    {
        var (code, output, error) = await TrySshAsync(command);
        Assert.True(code == 0, $"ssh {command}: {code} {output} {error}");
        return output;
    }

    internal async Task<TimeSpan> WaitForSshAsync(int limitSeconds = 180)
    {
        var watch = Stopwatch.StartNew();
        while ((await TrySshAsync("true")).Code != 0)
        {
            Assert.True(watch.Elapsed.TotalSeconds < limitSeconds, $"no ssh after {limitSeconds} s:\n{Console}");
            await Task.Delay(250);
        }

        return watch.Elapsed;
    }

    internal async Task WaitForAsync(DomainState state, int limitSeconds = 60)
    {
        var watch = Stopwatch.StartNew();
        while (Domain.State != state)
        {
            Assert.True(watch.Elapsed.TotalSeconds < limitSeconds, $"{Domain.State}, not {state}:\n{Console}");
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        if (Domain.State != DomainState.ShutOff)
            Domain.Destroy();
        Domain.Undefine();
        hypervisor.Addresses.Release(Domain.Name);
        foreach (var disk in new[] { RootVolumeId, Domain.Name + "-seed", Domain.Name + "-console" })
            hypervisor.Store.Delete(disk);
        Domain.Dispose();
    }

    private Task<(int Code, string Output, string Error)> TrySshAsync(string command) =>
        hypervisor.SshAsync(Address, command);
}
