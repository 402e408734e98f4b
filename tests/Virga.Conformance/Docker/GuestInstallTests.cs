using System.Diagnostics;
using System.Formats.Tar;
using Virga.Docker.Init;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>How the init gets onto an engine.</summary>
public sealed class GuestInstallTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task It_is_installed_once_and_leaves_nothing_but_the_volume()
    {
        await engine.NeedAsync();
        var binary = Guest.NeedBinary();
        var init = new GuestInit(engine.Client, binary);

        var mounts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => init.EnsureAsync(Cancellation)));

        var mount = Assert.Single(mounts.Distinct());
        Assert.Equal((binary.VolumeName, true), (mount.Source, mount.ReadOnly));
        var volume = await engine.Client.Volumes.InspectAsync(binary.VolumeName, Cancellation);
        Assert.Equal(binary.Version, volume.Labels![GuestInit.Label]);
        var labelled = Virga.Docker.Engine.EngineFilters.Label($"{GuestInit.Label}={binary.Version}");

        // Servers of other tests install the same on the same engine; theirs goes too when they are done.
        var clock = Stopwatch.StartNew();
        while ((await engine.Client.Containers.ListAsync(labelled, Cancellation)).Count > 0
            || (await engine.Client.Images.ListAsync(labelled, Cancellation)).Count > 0)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "something of the installation is left");
            await Task.Delay(100, Cancellation);
        }
    }

    [Fact]
    public async Task A_copy_that_broke_off_is_mended()
    {
        await engine.NeedAsync(Busybox);
        var own = OwnBinary("mended");
        engine.Later(() => engine.Client.Volumes.RemoveAsync(own.VolumeName, CancellationToken.None));
        var mount = await new GuestInit(engine.Client, own).EnsureAsync(Cancellation);
        var writable = mount with { ReadOnly = false };
        var spoiler = await engine.StartAsync("echo half > /.virga/init",
            new() { Image = Busybox, HostConfig = new() { Mounts = [writable] } });
        Assert.Equal(0, (await engine.Client.Containers.WaitAsync(spoiler, Cancellation)).StatusCode);

        await new GuestInit(engine.Client, own).EnsureAsync(Cancellation);

        await using var file = await engine.Client.Containers.GetArchiveAsync(spoiler, GuestInit.Path, Cancellation);
        using var reader = new TarReader(file);
        var entry = await reader.GetNextEntryAsync(copyData: true, Cancellation);
        Assert.Equal(own.Bytes.Length, entry!.Length);
        Assert.Equal("755", Convert.ToString((int)entry.Mode, 8));
    }

    [Fact]
    public async Task A_volume_that_was_pruned_is_made_again()
    {
        await engine.NeedAsync(Busybox);
        var own = OwnBinary("pruned");
        engine.Later(() => engine.Client.Volumes.RemoveAsync(own.VolumeName, CancellationToken.None));
        var init = new GuestInit(engine.Client, own);
        await init.EnsureAsync(Cancellation);
        await engine.Client.Volumes.RemoveAsync(own.VolumeName, Cancellation);

        var mounts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => init.EnsureAsync(Cancellation)));

        var reader = await engine.CreateAsync(new() { Image = Busybox, HostConfig = new() { Mounts = [mounts[3]] } });
        var status = await engine.Client.Containers.StatAsync(reader, GuestInit.Path, Cancellation);
        Assert.Equal(own.Bytes.Length, status.Size);
    }

    [Fact]
    public async Task A_sweep_removes_what_is_old_and_used_by_nobody()
    {
        await engine.NeedAsync(Busybox);
        var init = new GuestInit(engine.Client, Guest.NeedBinary());
        var current = (await init.EnsureAsync(Cancellation)).Source;
        var labels = new Dictionary<string, string> { [GuestInit.Label] = engine.Run };
        string idle = $"virga-init-idle-{engine.Run}", used = $"virga-init-used-{engine.Run}";
        foreach (var name in (string[])[idle, used])
        {
            await engine.Client.Volumes.CreateAsync(new() { Name = name, Labels = labels }, Cancellation);
            engine.Later(() => engine.Client.Volumes.RemoveAsync(name, CancellationToken.None));
        }
        await engine.CreateAsync(new()
        {
            Image = Busybox,
            HostConfig = new() { Mounts = [new() { Type = "volume", Source = used, Target = "/v" }] },
        });
        var carrier = await engine.CreateAsync(new() { Image = Busybox, Labels = labels });

        await init.SweepAsync(DateTimeOffset.UtcNow.AddMinutes(-10), Cancellation);
        Assert.Equal([idle, used], await VolumesAsync());
        await engine.Client.Containers.InspectAsync(carrier, Cancellation);

        // Other tests install at this moment; what they carry lives for less than this.
        await Task.Delay(TimeSpan.FromSeconds(5), Cancellation);
        await init.SweepAsync(DateTimeOffset.UtcNow.AddSeconds(-3), Cancellation);
        Assert.Equal([used], await VolumesAsync());
        await engine.Client.Volumes.InspectAsync(current!, Cancellation);
        var gone = await Assert.ThrowsAsync<Virga.Docker.Engine.DockerEngineException>(
            () => engine.Client.Containers.InspectAsync(carrier, Cancellation));
        Assert.True(gone.IsNotFound);
    }

    private async Task<IEnumerable<string>> VolumesAsync()
    {
        var filters = Virga.Docker.Engine.EngineFilters.Label($"{GuestInit.Label}={engine.Run}");
        return (await engine.Client.Volumes.ListAsync(filters, Cancellation)).Select(volume => volume.Name).Order();
    }

    /// <summary>A binary of the test's own, so that the volume of the others is left alone.</summary>
    private GuestBinary OwnBinary(string name) =>
        GuestBinary.Of([.. Guest.NeedBinary().Bytes, .. System.Text.Encoding.ASCII.GetBytes(engine.Run + name)]);

    [Fact]
    public async Task A_build_without_the_init_says_what_to_install()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new GuestInit(engine.Client, null).EnsureAsync(Cancellation));

        Assert.Contains("Install musl-tools", error.Message, StringComparison.Ordinal);
    }
}
