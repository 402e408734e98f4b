using System.Formats.Tar;
using System.Text;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

public sealed class ContainerCallsTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Forever = "trap 'exit 7' TERM; while :; do sleep 0.1; done";

    private EngineContainers Containers => engine.Client.Containers;

    [Fact]
    public async Task A_container_is_made_started_stopped_started_again_and_removed()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.CreateAsync(new() { Image = Busybox, Hostname = "box", Cmd = ["sh", "-c", Forever] });
        Assert.Equal("created", (await Containers.InspectAsync(id, Cancellation)).State.Status);

        await Containers.StartAsync(id, Cancellation);
        await Containers.StartAsync(id, Cancellation);
        var running = await Containers.InspectAsync(id, Cancellation);
        Assert.True(running.State is { Running: true, Pid: > 0 });
        Assert.Equal("box", running.Config!.Hostname);
        Assert.Matches(@"^\d+\.\d+\.\d+\.\d+$", running.NetworkSettings!.Networks!["bridge"].IPAddress);

        await Containers.StopAsync(id, TimeSpan.FromSeconds(10), Cancellation);
        await Containers.StopAsync(id, TimeSpan.FromSeconds(10), Cancellation);
        var stopped = await Containers.InspectAsync(id, Cancellation);
        Assert.Equal(("exited", 7), (stopped.State.Status, stopped.State.ExitCode));
        Assert.True(stopped.State.FinishedAt > stopped.State.StartedAt);

        await Containers.StartAsync(id, Cancellation);
        await Containers.RestartAsync(id, TimeSpan.FromSeconds(10), Cancellation);
        Assert.True((await Containers.InspectAsync(id, Cancellation)).State.Running);

        await Containers.RemoveAsync(id, Cancellation);
        var gone = await Assert.ThrowsAsync<DockerEngineException>(() => Containers.InspectAsync(id, Cancellation));
        Assert.True(gone.IsNotFound);
        Assert.Contains("No such container", gone.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killing_ends_it_and_waiting_answers_how()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);
        var waiting = Containers.WaitAsync(id, Cancellation);

        await Containers.KillAsync(id, "SIGKILL", Cancellation);

        Assert.Equal(137, (await waiting).StatusCode);
        var again = await Assert.ThrowsAsync<DockerEngineException>(
            () => Containers.KillAsync(id, "SIGKILL", Cancellation));
        Assert.True(again.IsConflict);
    }

    [Fact]
    public async Task The_list_holds_those_of_a_label_and_their_states()
    {
        await engine.NeedAsync(Busybox);
        var mine = new Dictionary<string, string> { ["virga.list"] = engine.Run };
        var idle = await engine.CreateAsync(new() { Image = Busybox, Labels = mine });
        var running = await engine.StartAsync(Forever, new() { Image = Busybox, Labels = mine });

        var list = await Containers.ListAsync(EngineFilters.Label($"virga.list={engine.Run}"), Cancellation);

        Assert.Equal(
            new[] { (idle, "created"), (running, "running") }.OrderBy(c => c.Item1),
            list.Select(c => (c.Id, c.State!)).OrderBy(c => c.Id));
        Assert.All(list, c => Assert.Equal(engine.Run, c.Labels!["virga.list"]));
    }

    [Fact]
    public async Task Output_is_told_apart_and_followed_to_the_end()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync("echo first; echo problem >&2; sleep 0.3; echo last");

        using var log = await Containers.LogsAsync(id, new() { IsFollowed = true }, Cancellation);
        var (output, error) = await ReadAsync(log.Output);

        Assert.Equal(("first\nlast\n", "problem\n"), (output, error));
        using var tail = await Containers.LogsAsync(id, new() { Tail = 1 }, Cancellation);
        Assert.Equal(("last\n", ""), await ReadAsync(tail.Output));
    }

    [Fact]
    public async Task Output_of_a_terminal_is_raw()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync("echo hello; exit 0", new() { Image = Busybox, Tty = true });

        using var log = await Containers.LogsAsync(id, new() { IsFollowed = true }, Cancellation);

        Assert.Equal(("hello\r\n", ""), await ReadAsync(log.Output));
    }

    [Fact]
    public async Task Cancelling_a_followed_log_ends_it()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);
        using var cancellation = new CancellationTokenSource(300);
        using var log = await Containers.LogsAsync(id, new() { IsFollowed = true }, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await log.Output.ReadAsync(cancellation.Token));
    }

    [Fact]
    public async Task Files_go_in_and_come_out_of_one_that_never_ran()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.CreateAsync(new() { Image = Busybox });
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "note.txt")
            {
                DataStream = new MemoryStream("kept"u8.ToArray()),
                Mode = UnixFileMode.UserRead,
            });
        archive.Position = 0;

        await Containers.PutArchiveAsync(id, "/root", archive, Cancellation);

        Assert.Equal(4, (await Containers.StatAsync(id, "/root/note.txt", Cancellation)).Size);
        await using var back = await Containers.GetArchiveAsync(id, "/root/note.txt", Cancellation);
        using var reader = new TarReader(back);
        var entry = await reader.GetNextEntryAsync(copyData: true, Cancellation);
        Assert.Equal("note.txt", entry!.Name);
        Assert.Equal("kept", await new StreamReader(entry.DataStream!).ReadToEndAsync(Cancellation));
        var missing = await Assert.ThrowsAsync<DockerEngineException>(
            () => Containers.StatAsync(id, "/nothing", Cancellation));
        Assert.True(missing.IsNotFound);
    }

    [Fact]
    public async Task Name_and_limits_of_a_running_one_change()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);
        var name = $"virga-conformance-{engine.Run}";

        await Containers.RenameAsync(id, name, Cancellation);
        await Containers.UpdateAsync(
            name, new() { PidsLimit = 50, RestartPolicy = new() { Name = "no" } }, Cancellation);

        var found = await Containers.InspectAsync(name, Cancellation);
        Assert.Equal((id, "/" + name, 50), (found.Id, found.Name, found.HostConfig!.PidsLimit));
        var clash = await Assert.ThrowsAsync<DockerEngineException>(
            () => Containers.CreateAsync(name, new() { Image = Busybox }, Cancellation));
        Assert.True(clash.IsConflict);
    }

    [Fact]
    public async Task An_image_that_is_missing_is_not_found()
    {
        await engine.NeedAsync();

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => Containers.CreateAsync(null, new() { Image = "virga-test/none:none" }, Cancellation));

        Assert.True(error.IsNotFound);
        Assert.Contains("virga-test/none", error.EngineMessage, StringComparison.Ordinal);
    }

    private static async Task<(string Output, string Error)> ReadAsync(OutputReader reader)
    {
        StringBuilder output = new(), error = new();
        for (var chunk = await reader.ReadAsync(Cancellation); !chunk.IsEnd;
            chunk = await reader.ReadAsync(Cancellation))
            (chunk.Kind == OutputKind.StandardError ? error : output).Append(Encoding.UTF8.GetString(chunk.Bytes.Span));
        return (output.ToString(), error.ToString());
    }
}
