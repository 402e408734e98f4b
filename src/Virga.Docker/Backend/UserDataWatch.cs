using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Backend;

/// <summary>
/// Waits, beside everything else, for what a guest's init says at the end of a boot of how its user data fared. That is
/// a line on the console: it needs nothing in the guest, and stands in the log whenever the emulator looks.
/// </summary>
internal sealed class UserDataWatch(DockerEngine engine)
{
    private const string Mark = "virga-init: user data: ";

    /// <summary>Of a longer line only the end is looked at.</summary>
    private const int MaxLineCharacters = 512;

    private readonly ConcurrentDictionary<string, Task> watches = new(StringComparer.Ordinal);

    /// <summary>Watches a boot; one that is watched already is not watched twice.</summary>
    public void Begin(string instanceId, IMachineObserver observer, CancellationToken cancellation)
    {
        if (watches.TryGetValue(instanceId, out var running) && !running.IsCompleted) return;
        watches[instanceId] = Task.Run(() => WatchAsync(instanceId, observer, cancellation), cancellation);
    }

    /// <summary>Whether it was watched before, so that its next boot is to be watched too.</summary>
    public bool Knows(string instanceId) => watches.ContainsKey(instanceId);

    public void Forget(string instanceId) => watches.TryRemove(instanceId, out _);

    private async Task WatchAsync(string instanceId, IMachineObserver observer, CancellationToken cancellation)
    {
        try
        {
            var name = DockerLabels.NameOf(instanceId);
            var seen = await engine.Containers.InspectAsync(name, cancellation).ConfigureAwait(false);
            var query = new LogQuery { IsFollowed = true, Since = SinceBootOf(seen.State) };
            using var log = await engine.Containers.LogsAsync(name, query, cancellation).ConfigureAwait(false);
            if (await FindAsync(log.Output, cancellation).ConfigureAwait(false) is { } outcome)
                observer.UserDataEnded(instanceId, outcome);
        }
        catch (Exception exception) when (exception is DockerEngineException or OperationCanceledException)
        {
            // The engine or the container went away; when either comes back the machine is looked at anew.
        }
    }

    /// <summary>The outcome, wherever it stands in a line: what wrote before it may not have ended its own.</summary>
    private static async Task<string?> FindAsync(OutputReader output, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (await output.ReadAsync(cancellation).ConfigureAwait(false) is { IsEnd: false } chunk)
        {
            foreach (var one in chunk.Bytes.ToArray())
            {
                if (one != '\n')
                {
                    if (line.Length == MaxLineCharacters) line.Remove(0, MaxLineCharacters / 2);
                    line.Append((char)one);
                    continue;
                }

                var text = line.ToString().TrimEnd('\r');
                var mark = text.LastIndexOf(Mark, StringComparison.Ordinal);
                if (mark >= 0) return text[(mark + Mark.Length)..];
                line.Clear();
            }
        }

        return null;
    }

    /// <summary>
    /// The end of the boot before, if there was one: the engine notes the start of a container only when a quick guest
    /// has said all of it already (4 ms before, with Docker Engine 20.10).
    /// </summary>
    private static string? SinceBootOf(ContainerState state) =>
        state.FinishedAt > DateTimeOffset.UnixEpoch ? Seconds(state.FinishedAt) : null;

    private static string Seconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond)
            .ToString("0.0000000", CultureInfo.InvariantCulture);
}
