using Virga.Docker.Engine;

namespace Virga.Docker.Ssh;

/// <summary>A process of a session in a container.</summary>
internal sealed class GuestProcess(
    GuestSessions guest, DockerEngine engine, ExecSession session, string token) : ISshProcess
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan HangUpTime = TimeSpan.FromSeconds(10);

    private bool hasEnded;

    public async Task<OutputChunk> ReadAsync(CancellationToken cancellation) =>
        await session.Output.ReadAsync(cancellation).ConfigureAwait(false);

    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        await session.WriteAsync(input, cancellation).ConfigureAwait(false);

    public void EndInput() => session.EndInput();

    public Task ResizeAsync(SshTerminal terminal, CancellationToken cancellation) =>
        engine.Execs.ResizeAsync(session.Id, terminal.Rows, terminal.Columns, cancellation);

    public Task SignalAsync(string name, CancellationToken cancellation) =>
        guest.SignalAsync(token, name, cancellation);

    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        // The engine notes the end a moment after the output ended.
        while (true)
        {
            var seen = await engine.Execs.InspectAsync(session.Id, cancellation).ConfigureAwait(false);
            if (!seen.Running && seen.ExitCode is { } code)
            {
                hasEnded = true;
                return (int)code;
            }

            await Task.Delay(Look, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The engine lets a process go on when nobody listens any more; a terminal that is gone ends it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        if (hasEnded) return;
        using var limit = new CancellationTokenSource(HangUpTime);
        try
        {
            await SignalAsync("HUP", limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DockerEngineException or OperationCanceledException)
        {
            // The machine ended before.
        }
    }
}
