using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Libvirt;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.State;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>
/// An instance through its whole life, as the emulator asks for it, with a real guest to answer for it.
/// </summary>
public sealed class BackendTests(Hypervisor hypervisor, ITestOutputHelper output) : IAsyncDisposable
{
    private readonly BlockingCollection<(string Id, Power Power, bool IsGuestInitiated)> sights = [];

    private readonly HashSet<string> existing = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("virga-libvirt");
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        existing.Clear();
        if (hypervisor.Host.IsConnected)
        {
            await using var backend = Start(Options);
            await backend.SweepAsync(() => new HashSet<string>(), default);
        }

        folder.Delete(recursive: true);
    }

    private LibvirtOptions Options => new()
    {
        Uri = hypervisor.Host.Uri,
        Owner = folder.Name,
        LedgerPath = Path.Combine(folder.FullName, "disks.json"),
        IsKept = true,
        Accelerator = Accelerator.Emulation,
        ExistingDisks = () => existing,
        ShutdownTimeoutSeconds = 30,
    };

    [Fact]
    public async Task AnInstanceLivesAndLeavesNothing()
    {
        await hypervisor.RequireAsync();
        var machine = NewMachine();
        var root = machine.Volumes[0];
        var data = new MachineVolume("vol-" + Hypervisor.Hex(17), "/dev/sdf", 1, null, false);
        existing.UnionWith([root.VolumeId, data.VolumeId]);
        await using (var backend = Start(Options))
        {
            await LaunchAsync(backend, machine);
            machine = await ChangeDisksAsync(backend, machine with { BootDone = 1 }, root, data);
            machine = await PowerOffInsideAsync(backend, machine);
        }

        await using (var backend = Start(Options))      // a server that starts again finds its machines
        {
            machine = machine with { BootDone = 2, Boot = 3 };
            await backend.SweepAsync(() => new HashSet<string> { machine.InstanceId }, cancellation);
            var watch = Stopwatch.StartNew();
            var facts = await backend.ConvergeAsync(machine, cancellation);
            output.WriteLine($"rebooted in {watch.Elapsed}");
            await WaitForSshAsync(facts);
            Assert.Equal("kept", await SshAsync(facts, $"head -n 1 /dev/{Device(data)}"));
            machine = machine with { BootDone = 3, Desired = Power.Stopped };
            await backend.ConvergeAsync(machine, cancellation);
            await backend.ConvergeAsync(machine with { Desired = Power.Terminated }, cancellation);
            Assert.NotNull(hypervisor.Store.Find(data.VolumeId));
            existing.Clear();                           // the World has no such volumes any more
            await backend.SweepAsync(() => new HashSet<string>(), cancellation);
        }

        Assert.Null(hypervisor.Host.Connect().FindDomain(machine.InstanceId));
        Assert.Null(hypervisor.Store.Find(root.VolumeId));
        Assert.Null(hypervisor.Store.Find(data.VolumeId));
        Assert.Null(hypervisor.Store.Find(machine.InstanceId + "-seed"));
        Assert.NotNull(hypervisor.Store.Find(hypervisor.ImageId));
        Assert.Empty(sights);
    }

    /// <summary>What a real distribution's cloud-init makes of our seed and of our disks.</summary>
    [Fact]
    public async Task CloudInitSetsUpItsUsersAndDisk()
    {
        await hypervisor.RequireAsync();
        var image = "ami-" + Hypervisor.Hex(17);
        if (await hypervisor.ImportAsync("cloud", image) is { } reason)
            Assert.Skip("reason: " + reason);
        var machine = NewMachine() with
        {
            Image = image,
            MemoryMiB = 512,
            UserData = Encoding.UTF8.GetBytes("#!/bin/sh\necho done as $(id -un) > /var/user-data\n"),
        };
        machine = machine with { Volumes = [machine.Volumes[0] with { SizeGiB = 4 }] };
        existing.Add(machine.Volumes[0].VolumeId);
        await using var backend = Start(Options with { ExtraUser = "localstack" });
        var watch = Stopwatch.StartNew();
        var facts = await backend.ConvergeAsync(machine, cancellation);
        await WaitForSshAsync(facts, "debian");
        output.WriteLine($"ssh after {watch.Elapsed}");

        var wait = "for i in $(seq 60); do [ -e /var/user-data ] && break; sleep 1; done; ";
        Assert.Equal("done as root", await SshAsync(facts, wait + "cat /var/user-data", "debian"));
        Assert.Equal(machine.InstanceId, await SshAsync(facts, "cat /run/cloud-init/.instance-id", "debian"));
        Assert.Equal(machine.Hostname, await SshAsync(facts, "hostname", "debian"));
        Assert.Equal("root", await SshAsync(facts, "sudo id -un", "localstack"));
        Assert.InRange(
            int.Parse(await SshAsync(facts, "df -BM --output=size / | tail -1 | tr -dc 0-9", "debian")), 3500, 4096);
        await backend.ConvergeAsync(machine with { Desired = Power.Stopped }, cancellation);
    }

    private async Task LaunchAsync(LibvirtBackend backend, Machine machine)
    {
        var watch = Stopwatch.StartNew();
        var facts = await backend.ConvergeAsync(machine, cancellation);
        output.WriteLine($"launched in {watch.Elapsed}");
        await WaitForSshAsync(facts);
        output.WriteLine($"ssh after {watch.Elapsed}");
        Assert.Equal("2097152", await SshAsync(facts, "cat /sys/block/vda/size"));
        Assert.Equal(machine.Hostname, await SshAsync(facts, "hostname"));
        await RunCommandsAsync(backend, machine.InstanceId);
        var picture = await backend.ScreenshotAsync(machine.InstanceId, cancellation);
        Assert.Equal("PNG", Encoding.ASCII.GetString(picture.Span[1..4]));
        var console = await backend.ConsoleOutputAsync(machine.InstanceId, cancellation);
        Assert.Contains(machine.InstanceId, Encoding.UTF8.GetString(console.Span), StringComparison.Ordinal);
    }

    /// <summary>Through the guest's agent: no network, no key.</summary>
    private async Task RunCommandsAsync(LibvirtBackend backend, string id)
    {
        var watch = Stopwatch.StartNew();
        while (!backend.IsReachable(id))
        {
            Assert.True(watch.Elapsed.TotalSeconds < 120, "no agent after 120 s");
            await Task.Delay(250, cancellation);
        }

        var outcome = await backend.RunAsync(
            id, "hostname; printf 'b\\na\\n' | sort; echo odd >&2; exit 7", cancellation);
        Assert.Equal(new CommandOutcome(7, "ip-10-0-0-5\na\nb\n", "odd\n"), outcome);
        var slow = backend.RunAsync(id, "echo $$ > /run/pid; sleep 7777 | cat", cancellation);
        var end = await backend.RunAsync(
            id, "while [ ! -s /run/pid ]; do sleep 0.1; done; sleep 1; kill -KILL -$(cat /run/pid)", cancellation);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(128 + 9, (await slow).ExitCode);
        var left = await backend.RunAsync(id, "grep -l '777[7]' /proc/[0-9]*/cmdline | wc -l", cancellation);
        Assert.Equal("0", left.Output.Trim());
        output.WriteLine($"commands done in {watch.Elapsed}");
        using var domain = hypervisor.Host.Connect().FindDomain(id)!;
        Assert.True(domain.TryFreeze());                // as for images and snapshots of it while it runs
        domain.Thaw();
    }

    private async Task<Machine> ChangeDisksAsync(
        LibvirtBackend backend, Machine machine, MachineVolume root, MachineVolume data)
    {
        machine = machine with { Volumes = [data, root] };
        var facts = await backend.ConvergeAsync(machine, cancellation);
        await SshAsync(facts, $"sleep 1; echo kept | dd of=/dev/{Device(data)} conv=fsync 2>/dev/null");
        machine = machine with { Volumes = [data with { SizeGiB = 3 }, root with { SizeGiB = 2 }] };
        await backend.ConvergeAsync(machine, cancellation);
        Assert.Equal(
            "4194304\n6291456",
            await SshAsync(facts, $"sleep 1; cat /sys/block/vda/size /sys/block/{Device(data)}/size"));
        return machine;
    }

    private async Task<Machine> PowerOffInsideAsync(LibvirtBackend backend, Machine machine)
    {
        var facts = await backend.ConvergeAsync(machine, cancellation);
        await SshAsync(facts, "(sleep 1; umount /mnt; poweroff -f) >/dev/null 2>&1 &");
        Assert.Equal((machine.InstanceId, Power.Stopped, true), await NextSightAsync());
        machine = machine with { Boot = 2 };
        await WaitForSshAsync(await backend.ConvergeAsync(machine, cancellation));
        return machine;
    }

    /// <summary>What the guest calls a volume: found by its serial, as on EC2.</summary>
    private static string Device(MachineVolume volume) =>
        $"$(grep -l {volume.VolumeId.Replace("-", "", StringComparison.Ordinal)} /sys/block/vd*/serial | cut -d/ -f4)";

    [Fact]
    public async Task AnImageThatIsNotThereIsAnErrorThatNamesIt()
    {
        await hypervisor.RequireAsync();
        await using var backend = Start(Options);

        var error = await Assert.ThrowsAsync<MachineException>(() => backend.ConvergeAsync(
            NewMachine() with { Image = "ami-00000000" }, cancellation));

        Assert.Equal("The pool default holds no disk named ami-00000000.", error.Message);
    }

    /// <summary>A guest that answers nothing, since it found nothing to boot, does not keep a volume.</summary>
    [Fact]
    public async Task ForceTakesADiskFromAGuestThatDoesNotAnswer()
    {
        await hypervisor.RequireAsync();
        var image = "ami-" + Hypervisor.Hex(17);
        hypervisor.Store.Upload(image, new MemoryStream(new byte[1 << 20]), 1 << 20);
        var machine = NewMachine() with { Image = image, Interfaces = [] };
        var data = new MachineVolume("vol-" + Hypervisor.Hex(17), "/dev/sdf", 1, null, false);
        existing.UnionWith([machine.Volumes[0].VolumeId, data.VolumeId]);
        await using var backend = Start(Options);
        await backend.ConvergeAsync(machine, cancellation);
        machine = machine with { BootDone = 1, Volumes = [machine.Volumes[0], data] };
        Assert.Empty((await backend.ConvergeAsync(machine, cancellation)).RefusedVolumeIds);
        Assert.True(HasOpen(machine, data));

        var forced = machine with { Volumes = [machine.Volumes[0], data with { Leaving = Leaving.Forced }] };
        Assert.Empty((await backend.ConvergeAsync(forced, cancellation)).HeldVolumeIds);
        Assert.False(HasOpen(machine, data));
        // The guest was never told: its place is taken until it boots again.
        Assert.Equal([data.VolumeId], (await backend.ConvergeAsync(machine, cancellation)).RefusedVolumeIds);
        machine = machine with { Volumes = [machine.Volumes[0]], Boot = 2, IsStopForced = true };
        await backend.ConvergeAsync(machine, cancellation);
        machine = machine with { BootDone = 2, Volumes = [machine.Volumes[0], data] };
        Assert.Empty((await backend.ConvergeAsync(machine, cancellation)).RefusedVolumeIds);
        Assert.True(HasOpen(machine, data));
        await backend.ConvergeAsync(machine with { Desired = Power.Terminated }, cancellation);
        hypervisor.Store.Delete(image);
    }

    /// <summary>libvirt looks at no pool while a disk is being made there, whoever makes it.</summary>
    [Fact]
    public async Task MachinesStartWhileSomebodyMakesOtherDisksInThePool()
    {
        await hypervisor.RequireAsync();
        var (image, large) = ("ami-" + Hypervisor.Hex(17), "large-" + Hypervisor.Hex(17));
        hypervisor.Store.Upload(image, new MemoryStream(new byte[1 << 20]), 1 << 20);
        await VirshAsync("vol-create-as", "default", large, "2G");
        using var over = new CancellationTokenSource();
        var others = CopyOverAndOverAsync(large, over.Token);
        try
        {
            await using var backend = Start(Options);
            for (var round = 0; round < 3; round++) await LiveInABusyPoolAsync(backend, image);
            Assert.Equal("running", backend.Health.State);
        }
        finally
        {
            await over.CancelAsync();
            await others;
            await VirshAsync("vol-delete", large, "default");
            hypervisor.Store.Delete(image);
        }
    }

    private async Task LiveInABusyPoolAsync(LibvirtBackend backend, string image)
    {
        var machine = NewMachine() with { Image = image, Interfaces = [] };
        existing.Add(machine.Volumes[0].VolumeId);
        await UntilBusyAsync();
        await backend.ConvergeAsync(machine, cancellation);
        await UntilBusyAsync();
        await backend.ConvergeAsync(machine with { Desired = Power.Terminated }, cancellation);
    }

    private async Task CopyOverAndOverAsync(string volume, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await VirshAsync("vol-clone", volume, volume + "-copy", "default");
            await VirshAsync("vol-delete", volume + "-copy", "default");
        }
    }

    private async Task UntilBusyAsync()
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var pool = hypervisor.Host.Connect().OpenPool("default");
                pool.Refresh();
                Assert.True(watch.Elapsed.TotalSeconds < 60, "the pool was not busy in 60 s");
                await Task.Delay(5, cancellation);
            }
            catch (LibvirtException busy) when (busy.IsPoolBusy)
            {
                return;
            }
        }
    }

    private async Task VirshAsync(params string[] command)
    {
        var (code, _, error) = await Tool.RunAsync("virsh", ["-c", hypervisor.Host.Uri, .. command]);
        Assert.True(code == 0, error);
    }

    /// <summary>Whether QEMU has the file of a volume open.</summary>
    private bool HasOpen(Machine machine, MachineVolume volume)
    {
        var qemu = Directory.GetDirectories("/proc").Single(path => int.TryParse(Path.GetFileName(path), out _)
            && Said(path).Contains($"guest={machine.InstanceId},", StringComparison.Ordinal));
        return Directory.GetFiles(Path.Combine(qemu, "fd")).Any(fd => new FileInfo(fd).LinkTarget is { } target
            && target.EndsWith(volume.VolumeId, StringComparison.Ordinal));

        static string Said(string process)
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    private LibvirtBackend Start(LibvirtOptions options)
    {
        var backend = new LibvirtBackend(options, TimeProvider.System, NullLogger.Instance);
        backend.Start(new Observer(sights));
        return backend;
    }

    private Machine NewMachine() => new()
    {
        InstanceId = "i-" + Hypervisor.Hex(17),
        Scope = new Scope("000000000000", "us-east-1"),
        Desired = Power.Running,
        Boot = 1,
        BootDone = 0,
        IsStopForced = false,
        Image = hypervisor.ImageId,
        ImageId = hypervisor.ImageId,
        InstanceType = "t3.nano",
        VCpus = 1,
        MemoryMiB = 256,
        Architecture = "x86_64",
        Hostname = "ip-10-0-0-5",
        PublicKey = hypervisor.PublicKey,
        DefaultUser = "ec2-user",
        UserData = default,
        Interfaces =
        [
            new MachineInterface(
                "eni-1", 0, "02:" + string.Join(':', Hypervisor.Hex(10).Chunk(2).Select(pair => new string(pair))),
                "10.0.0.5", "10.0.0.0/24"),
        ],
        Volumes = [new MachineVolume("vol-" + Hypervisor.Hex(17), "/dev/xvda", 1, null, true)],
    };

    private Task<(string Id, Power Power, bool IsGuestInitiated)> NextSightAsync() => Task.Run(() =>
        sights.TryTake(out var sight, TimeSpan.FromSeconds(10)) ? sight : throw new TimeoutException("nothing seen"));

    private async Task<string> SshAsync(MachineFacts facts, string command, string user = "root")
    {
        var (code, text, error) = await hypervisor.SshAsync(facts.Address!, command, user);
        Assert.True(code == 0, $"ssh {command}: {code} {text} {error}");
        return text;
    }

    private async Task WaitForSshAsync(MachineFacts facts, string user = "root")
    {
        var watch = Stopwatch.StartNew();
        while ((await hypervisor.SshAsync(facts.Address!, "true", user)).Code != 0)
        {
            Assert.True(watch.Elapsed.TotalSeconds < 400, "no ssh after 400 s");
            await Task.Delay(250);
        }
    }

    private sealed class Observer(BlockingCollection<(string, Power, bool)> sights) : IMachineObserver
    {
        public void Seen(string instanceId, Power seen, bool isGuestInitiated) =>
            sights.Add((instanceId, seen, isGuestInitiated));

        public void Images(string backend, IReadOnlyList<HostImage> images)
        {
        }

        public void Recovered(string backend)
        {
        }
    }
}
