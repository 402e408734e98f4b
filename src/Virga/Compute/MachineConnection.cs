namespace Virga.Compute;

/// <summary>A connection into a machine. Ending the output lets the other direction go on.</summary>
internal sealed record MachineConnection(Stream Stream, Func<Task> EndOutput) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
