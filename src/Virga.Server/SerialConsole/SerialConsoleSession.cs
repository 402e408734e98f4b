using Virga.Docker.Engine;
using Virga.Docker.Ssh;

namespace Virga.Server.SerialConsole;

/// <summary>Somebody at a serial port: what is typed goes to it, what it says comes back, and nothing else.</summary>
internal sealed class SerialConsoleSession(Stream port) : ISshProcess
{
    private const int PieceBytes = 4096;

    private readonly byte[] buffer = new byte[PieceBytes];

    public async Task<OutputChunk> ReadAsync(CancellationToken cancellation)
    {
        var count = await port.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        return new(OutputKind.StandardOutput, buffer.AsMemory(0, count));
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        await port.WriteAsync(input, cancellation).ConfigureAwait(false);

    /// <summary>A port that nobody types at goes on speaking.</summary>
    public void EndInput()
    {
    }

    /// <summary>A serial line knows no size.</summary>
    public Task ResizeAsync(SshTerminal terminal, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>There is no process; a break of the line is what AWS takes as SysRq, which is not there.</summary>
    public Task SignalAsync(string name, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The port ended, with its machine.</summary>
    public Task<int> ExitAsync(CancellationToken cancellation) => Task.FromResult(0);

    public ValueTask DisposeAsync() => port.DisposeAsync();
}
