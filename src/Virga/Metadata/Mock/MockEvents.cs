using System.Globalization;
using System.Net;
using System.Text;

namespace Virga.Metadata.Mock;

/// <summary>
/// What the mock's events remember between requests and reloads: who was told first, and the times they were told.
/// Times do not move from one poll to the next, because programs recognise a notice by its time.
/// </summary>
internal sealed class MockEvents(DateTimeOffset started, Action<string> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<IPAddress>> _told = [];
    private readonly Dictionary<string, DateTimeOffset> _times = [];
    private bool _isTerminated;

    /// <summary>When the program started; delays count from it.</summary>
    public DateTimeOffset Started { get; } = started;

    /// <summary>Forgets the times that were given out, after a change of what they depend on.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _times.Clear();
            _isTerminated = false;
        }
    }

    /// <summary>The spot interruption's action; null before its time.</summary>
    public byte[]? SpotAction(MockSettings settings, MetadataReading reading) =>
        SpotTime(settings, reading) is not { } time
            ? null
            : Json(("action", settings.Text("spot.action")), ("time", time));

    /// <summary>When the spot instance ends.</summary>
    public byte[]? TerminationTime(MockSettings settings, MetadataReading reading) =>
        SpotTime(settings, reading) is { } time ? Encoding.UTF8.GetBytes(time) : null;

    /// <summary>The rebalance recommendation.</summary>
    public byte[]? Rebalance(MockSettings settings, MetadataReading reading)
    {
        if (!IsTold("spot", "Spot ITN or Rebalance Notification", settings, reading)
            || !IsDue("rebalance-trigger-time", "rebalance-delay-sec", settings, reading.Now)) return null;
        var set = settings.Text("spot.rebalance-rec-time");
        return Json(("noticeTime", set.Length > 0 ? set : Rfc3339.Format(Once("rebalance", reading.Now))));
    }

    /// <summary>The scheduled event: a list of one.</summary>
    public byte[]? Scheduled(MockSettings settings, MetadataReading reading)
    {
        if (!IsTold("events", "Scheduled Event", settings, reading)
            || !IsDue("mock-trigger-time", "mock-delay-sec", settings, reading.Now)) return null;
        var code = settings.Text("events.code");
        var fields = new (string, object?)[]
        {
            ("Code", code), ("Description", "The instance is scheduled for " + code),
            ("State", settings.Text("events.state")), ("EventId", settings.Text("metadata.values.event-id")),
            ("NotBefore", Gmt(settings.Text("events.not-before"))),
            ("NotAfter", Gmt(settings.Text("events.not-after"))),
            ("NotBeforeDeadline", Gmt(settings.Text("events.not-before-deadline"))),
        };
        return Encoding.UTF8.GetBytes("[\n\t" + GoJson.Indented(fields, "\t") + "\n]");
    }

    /// <summary>The Auto Scaling group's target state: InService until the delay is over, then Terminated for good.
    /// </summary>
    public byte[]? TargetLifecycleState(MockSettings settings, MetadataReading reading)
    {
        if (!IsTold("asg", "ASG Lifecycle State", settings, reading)) return null;
        var isDue = Remaining("asg-termination-trigger-time", "asg-termination-delay-sec", settings, reading.Now) <= 0;
        lock (_gate) _isTerminated |= isDue;
        return _isTerminated ? "Terminated"u8.ToArray() : "InService"u8.ToArray();
    }

    private string? SpotTime(MockSettings settings, MetadataReading reading)
    {
        if (!IsTold("spot", "Spot ITN or Rebalance Notification", settings, reading)
            || !IsDue("mock-trigger-time", "mock-delay-sec", settings, reading.Now)) return null;
        var set = settings.Text("spot.time");
        return set.Length > 0 ? set : Rfc3339.Format(Once("spot", reading.Now.AddMinutes(2)));
    }

    /// <summary>The time of that name: given out once, the same from then on.</summary>
    private DateTimeOffset Once(string name, DateTimeOffset time)
    {
        lock (_gate) return _times.TryAdd(name, time) ? time : _times[name];
    }

    /// <summary>Whether the address is among the first --mock-ip-count that asked; a negative count tells everybody.
    /// </summary>
    private bool IsTold(string group, string what, MockSettings settings, MetadataReading reading)
    {
        var most = settings.Number("mock-ip-count");
        if (most < 0) return true;
        var address = reading.Peer.Address ?? IPAddress.None;
        lock (_gate)
        {
            if (!_told.TryGetValue(group, out var told)) _told[group] = told = [];
            if (told.Contains(address)) return true;
            if (told.Count < most) return told.Add(address);
        }

        log($"Requesting IP {address} is not eligible for {what} because the max number of IPs configured ({most}) "
            + "has been reached.");
        return false;
    }

    private bool IsDue(string triggerKey, string delayKey, MockSettings settings, DateTimeOffset now)
    {
        var remaining = Remaining(triggerKey, delayKey, settings, now);
        if (remaining <= 0) return true;
        var trigger = settings.Text(triggerKey);
        log(trigger.Length > 0
            ? $"MockTriggerTime {GoTime(trigger)} was not reached yet. The mock response will be available in "
                + $"{remaining}s. "
                + "Returning `notFoundResponse` for now"
            : $"Delaying the response by {settings.Number(delayKey)}s as requested. The mock response will be "
                + $"available in "
                + $"{remaining}s. Returning `notFoundResponse` for now");
        return false;
    }

    /// <summary>Whole seconds until the event; a trigger time wins over a delay, and one that cannot be read is past.
    /// </summary>
    private long Remaining(string triggerKey, string delayKey, MockSettings settings, DateTimeOffset now)
    {
        var trigger = settings.Text(triggerKey);
        if (trigger.Length > 0)
            return Rfc3339.TryParse(trigger, out var time) ? time.ToUnixTimeSeconds() - now.ToUnixTimeSeconds() : 0;
        return settings.Number(delayKey) - (now.ToUnixTimeSeconds() - Started.ToUnixTimeSeconds());
    }

    private static byte[] Json(params (string, object?)[] fields) => Encoding.UTF8.GetBytes(GoJson.Indented(fields));

    /// <summary>"7 Jan 2020 01:03:47 GMT": unlike the mock, really converted to GMT.</summary>
    private static string Gmt(string rfc3339)
    {
        _ = Rfc3339.TryParse(rfc3339, out var time);
        return time.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
    }

    private static string GoTime(string rfc3339)
    {
        _ = Rfc3339.TryParse(rfc3339, out var time);
        return time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture);
    }
}
