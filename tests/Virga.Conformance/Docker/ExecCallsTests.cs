using System.Text;
using Virga.Docker.Engine;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

public sealed class ExecCallsTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Forever = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private EngineExecs Execs => engine.Client.Execs;

    [Fact]
    public async Task Input_output_error_and_exit_status_arrive()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);

        var result = await Execs.RunAsync(id, new() { Cmd = ["sh", "-c", "tr a-z A-Z; echo oops >&2; exit 3"] },
            "shout"u8.ToArray(), Cancellation);

        Assert.Equal((3, "SHOUT", "oops\n"), (result.ExitCode, result.OutputText, result.ErrorText));
    }

    [Fact]
    public async Task A_megabyte_passes_through_unharmed()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);
        var bytes = new byte[1_000_003];
        new Random(7).NextBytes(bytes);

        var result = await Execs.RunAsync(id, new() { Cmd = ["cat"] }, bytes, Cancellation);

        Assert.Equal(0, result.ExitCode);
        Assert.True(bytes.AsSpan().SequenceEqual(result.Output));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_fails_with_the_shells_status()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.StartAsync(Forever);

        var result = await Execs.RunAsync(id, new() { Cmd = ["/no/such"] }, default, Cancellation);

        // Docker 20.10 answers 126, later ones 127.
        Assert.InRange(result.ExitCode, 126, 127);
        Assert.Contains("no such file", result.OutputText + result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_echoes_knows_its_size_and_hangs_up()
    {
        await engine.NeedAsync(Busybox);
        var container = await engine.StartAsync(Forever);
        var id = await Execs.CreateAsync(
            container, new() { Cmd = ["sh"], Tty = true, AttachStdin = true }, Cancellation);
        using var session = await Execs.StartAsync(id, ExecTerminal.Terminal, Cancellation);
        await Execs.ResizeAsync(id, 33, 77, Cancellation);

        await session.WriteAsync("stty size; exit 4\n"u8.ToArray(), Cancellation);
        var output = new StringBuilder();
        for (var chunk = await session.Output.ReadAsync(Cancellation); !chunk.IsEnd;
            chunk = await session.Output.ReadAsync(Cancellation))
            output.Append(Encoding.UTF8.GetString(chunk.Bytes.Span));

        Assert.Contains("33 77", output.ToString(), StringComparison.Ordinal);
        var inspection = await Execs.InspectAsync(id, Cancellation);
        Assert.Equal((false, 4L), (inspection.Running, inspection.ExitCode));
    }

    [Fact]
    public async Task A_container_that_does_not_run_refuses()
    {
        await engine.NeedAsync(Busybox);
        var id = await engine.CreateAsync(new() { Image = Busybox });

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => Execs.CreateAsync(id, new() { Cmd = ["true"] }, Cancellation));

        Assert.True(error.IsConflict);
        Assert.Contains("is not running", error.EngineMessage, StringComparison.Ordinal);
    }
}
