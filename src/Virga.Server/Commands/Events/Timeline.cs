using System.Text.Json;
using System.Text.Json.Serialization;
using Virga.Metadata.Control;
using Virga.Metadata.Mock;
using Virga.Server.Imds;
using Virga.Service.Control;

namespace Virga.Server.Commands.Events;

/// <summary>One entry of a timeline: an event of an instance, or a move of the clock.</summary>
/// <param name="After">Seconds of the server's clock from the start of the play.</param>
internal sealed record TimelineEntry(
    double After, string? Instance = null, AskedEvent? Event = null, AskedTime? Clock = null);

/// <summary>
/// A file of events in time, played by the server's clock:
/// <c>events: [{after: 10, instance: i-…, event: {type: rebalance-recommendation}}, {after: 20, clock:
/// {advanceSeconds: 120}}]</c>.
/// </summary>
internal static class Timeline
{
    /// <summary>How often the server's clock is looked at: it may be hurried at any time.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Plays a file to its end; the exit code.</summary>
    public static async Task<int> PlayAsync(
        string path, string? instance, ControlClient client, TimeProvider time, CancellationToken cancellation)
    {
        List<TimelineEntry> entries;
        try
        {
            entries = Read(path, instance);
        }
        catch (Exception wrong) when (wrong is ConfigFileException or JsonException or FormatException)
        {
            await Console.Error.WriteLineAsync($"virga: {path}: {wrong.Message}").ConfigureAwait(false);
            return 1;
        }

        if (await NowAsync(client, cancellation).ConfigureAwait(false) is not { } start) return 1;
        foreach (var entry in entries)
        {
            while (true)
            {
                if (await NowAsync(client, cancellation).ConfigureAwait(false) is not { } now) return 1;
                if ((now - start).TotalSeconds >= entry.After) break;
                await Task.Delay(Poll, time, cancellation).ConfigureAwait(false);
            }

            var (to, body) = entry.Event is { } asked
                ? (EventsCommand.PathOf(entry.Instance!), EventsCommand.BodyOf(asked))
                : ("/_virga/clock", JsonSerializer.Serialize(entry.Clock!, ClockJson.Default.AskedTime));
            if (await client.AskAsync(to, body, cancellation).ConfigureAwait(false) is null) return 1;
            await Console.Out.WriteLineAsync($"{entry.After} s: {body.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>The entries in the order of their time.</summary>
    /// <exception cref="FormatException">An entry is not one.</exception>
    public static List<TimelineEntry> Read(string path, string? instance)
    {
        var file = ConfigFile.Read(path);
        if (!file.TryFind("events", out var found) || found is not List<object?> list)
            throw new FormatException("there is no list 'events'");
        return [.. list.Select((item, index) => EntryOf(item, index + 1, instance)).OrderBy(entry => entry.After)];
    }

    private static TimelineEntry EntryOf(object? item, int number, string? instance)
    {
        if (item is not ConfigMap) throw new FormatException($"entry {number} is not a mapping");
        var entry = JsonSerializer.Deserialize(GoJson.Compact(item), TimelineJson.Default.TimelineEntry)!;
        if (entry.Event is null == entry.Clock is null)
            throw new FormatException($"entry {number} must have either 'event' or 'clock'");
        if (entry.After < 0) throw new FormatException($"entry {number} is before the start");
        entry = entry with { Instance = entry.Instance ?? instance };
        return entry.Event is null || entry.Instance is not null
            ? entry
            : throw new FormatException($"entry {number} names no instance, and there is no --instance");
    }

    private static async Task<DateTimeOffset?> NowAsync(ControlClient client, CancellationToken cancellation) =>
        await client.AskAsync("/_virga/clock", null, cancellation).ConfigureAwait(false) is { } text
            ? JsonSerializer.Deserialize(text, ClockJson.Default.ShownTime)!.Now
            : null;
}

/// <summary>The serializer of entries.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true,
    // YAML's reader gives fractions as text.
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TimelineEntry))]
internal sealed partial class TimelineJson : JsonSerializerContext;
