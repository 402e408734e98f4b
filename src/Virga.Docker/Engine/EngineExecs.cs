using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>Processes started in a running container.</summary>
internal sealed class EngineExecs(EngineCalls calls)
{
    /// <summary>Prepares a process and answers its id.</summary>
    public async Task<string> CreateAsync(string container, ExecSpec spec, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Post, $"/containers/{EnginePath.Segment(container)}/exec")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(spec, EngineJson.Default.ExecSpec),
        };
        return (await calls.AskAsync(request, EngineJson.Default.CreatedObject, cancellation)).Id;
    }

    /// <summary>Starts a prepared process and connects to it.</summary>
    public async Task<ExecSession> StartAsync(string id, ExecTerminal terminal, CancellationToken cancellation)
    {
        var hasTerminal = terminal == ExecTerminal.Terminal;
        var start = new ExecStart { Tty = hasTerminal };
        var request = new EngineRequest(HttpMethodName.Post, $"/exec/{EnginePath.Segment(id)}/start")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(start, EngineJson.Default.ExecStart),
            IsUpgrade = true,
        };
        var response = await calls.OpenAsync(request, cancellation);
        OutputReader output = hasTerminal
            ? new TerminalOutput(response.Connection.ReadAsync)
            : new MultiplexedOutput(response.Connection.ReadAsync);
        return new(response, id, output);
    }

    public Task<ExecInspection> InspectAsync(string id, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, $"/exec/{EnginePath.Segment(id)}/json"),
            EngineJson.Default.ExecInspection, cancellation);

    /// <summary>Sets the size of the terminal, in characters.</summary>
    public Task ResizeAsync(string id, int rows, int columns, CancellationToken cancellation) =>
        calls.TellAsync(new EngineRequest(HttpMethodName.Post, $"/exec/{EnginePath.Segment(id)}/resize")
            .With("h", rows).With("w", columns), cancellation);

    /// <summary>
    /// Runs a process to its end. Output beyond <see cref="ExecResult.MaxOutputBytes"/> per stream is read and dropped.
    /// </summary>
    public async Task<ExecResult> RunAsync(
        string container, ExecSpec spec, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        var attached = spec with
        {
            AttachStdin = !input.IsEmpty,
            AttachStdout = true,
            AttachStderr = true,
            Tty = false,
        };
        var id = await CreateAsync(container, attached, cancellation);
        using var session = await StartAsync(id, ExecTerminal.None, cancellation);
        try
        {
            var feeding = FeedAsync(session, input, cancellation);
            using MemoryStream output = new(), error = new();
            for (var chunk = await session.Output.ReadAsync(cancellation); !chunk.IsEnd;
                chunk = await session.Output.ReadAsync(cancellation))
                Keep(chunk.Kind == OutputKind.StandardError ? error : output, chunk.Bytes.Span);
            await feeding;
            var exitCode = (await InspectAsync(id, cancellation)).ExitCode ?? -1;
            return new(exitCode, output.ToArray(), error.ToArray());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw EngineTransport.Failure("exec", failure);
        }
    }

    private static async Task FeedAsync(
        ExecSession session, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        if (input.IsEmpty) return;
        try
        {
            await session.WriteAsync(input, cancellation);
            session.EndInput();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The process ended without reading all of its input. Its exit status tells the rest.
        }
    }

    private static void Keep(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        var room = ExecResult.MaxOutputBytes - (int)stream.Length;
        stream.Write(bytes[..Math.Min(room, bytes.Length)]);
    }
}

/// <summary>Whether a process gets a terminal. It must be the same at creation and start.</summary>
internal enum ExecTerminal
{
    None,
    Terminal,
}

/// <summary>What a process left behind.</summary>
internal sealed record ExecResult(long ExitCode, byte[] Output, byte[] Error)
{
    public const int MaxOutputBytes = 4 * 1024 * 1024;

    public string OutputText => System.Text.Encoding.UTF8.GetString(Output);

    public string ErrorText => System.Text.Encoding.UTF8.GetString(Error);
}
