using Virga.State;

namespace Virga.Compute.Disks;

/// <summary>
/// Imports of snapshots, each as a task of its own: a large disk takes minutes, and nothing else waits for it. Called
/// from one place at a time, the keeper's loop.
/// </summary>
internal sealed class SnapshotImportRuns(SnapshotWork snapshots) : IAsyncDisposable
{
    private const int MaxAtOnce = 4;

    private readonly Dictionary<string, Run> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim places = new(MaxAtOnce);

    /// <summary>Once for each snapshot, however often its row changes meanwhile.</summary>
    public void Begin(Scope scope, string id)
    {
        foreach (var (done, run) in running)
            if (run.Work.IsCompleted) Forget(done, run);
        if (running.ContainsKey(id)) return;
        var ending = new CancellationTokenSource();
        var token = ending.Token;
        running[id] = new(ending, Task.Run(() => ImportAsync(scope, id, token), CancellationToken.None));
    }

    /// <summary>Breaks off the import of a snapshot that is gone; nothing of it writes afterwards.</summary>
    public async Task EndAsync(string id)
    {
        if (!running.TryGetValue(id, out var run)) return;
        await run.Ending.CancelAsync().ConfigureAwait(false);
        await run.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Forget(id, run);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in running.Values) await run.Ending.CancelAsync().ConfigureAwait(false);
        foreach (var id in running.Keys.ToList()) await EndAsync(id).ConfigureAwait(false);
        places.Dispose();
    }

    private async Task ImportAsync(Scope scope, string id, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await snapshots.DoAsync([(scope, id)], cancellation).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    private void Forget(string id, Run run)
    {
        running.Remove(id);
        run.Ending.Dispose();
    }

    /// <summary>An import that goes on, and what ends it.</summary>
    private sealed record Run(CancellationTokenSource Ending, Task Work);
}
