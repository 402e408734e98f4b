namespace Virga.Docker.Engine;

/// <summary>A running exec: its input can be written and ended, its output read. Disposing it hangs up.</summary>
internal sealed class ExecSession(EngineResponse response, string id, OutputReader output) : IDisposable
{
    public string Id => id;

    public OutputReader Output => output;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        response.Connection.WriteAsync(bytes, cancellation);

    /// <summary>The process sees the end of its standard input; its output goes on.</summary>
    public void EndInput() => response.Connection.EndInput();

    public void Dispose() => response.Dispose();
}
