namespace Virga.State;

/// <summary>
/// Keeps what was committed. <see cref="Append"/> is called under the Store's lock, in order; it only hands over.
/// <see cref="Durable"/> completes when everything up to a revision would survive the end of the process.
/// </summary>
internal interface IJournal : IAsyncDisposable
{
    /// <summary>The World as the last run left it.</summary>
    World Load();

    /// <summary>Hands over the rows of one change, as one unit.</summary>
    void Append(long revision, IReadOnlyList<Touch> touches);

    /// <summary>Waits until the revision is safe.</summary>
    ValueTask Durable(long revision);

    /// <summary>Removes everything (<c>POST /_virga/reset</c>).</summary>
    void Clear(long revision);
}

/// <summary>The journal of a run without a data directory: nothing is kept.</summary>
internal sealed class NullJournal : IJournal
{
    public World Load() => World.Empty;

    public void Append(long revision, IReadOnlyList<Touch> touches)
    {
    }

    public ValueTask Durable(long revision) => ValueTask.CompletedTask;

    public void Clear(long revision)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
