namespace Virga.Metadata.Mock;

/// <summary>Which command was given; each has its own events, and the root all of them.</summary>
internal enum MockCommand
{
    All,
    Spot,
    Events,
    AsgLifecycle,
}

/// <summary>The checks of values before the mock starts, with the messages of the mock (observed on 1.13.0).</summary>
internal static class MockValidation
{
    private const string Times = "time in RFC3339 format, e.g. 2020-01-07T01:03:47Z";

    public static IReadOnlyList<string> Actions { get; } = ["terminate", "hibernate", "stop"];

    public static IReadOnlyList<string> Codes { get; } =
        ["instance-reboot", "system-reboot", "system-maintenance", "instance-retirement", "instance-stop"];

    public static IReadOnlyList<string> States { get; } = ["active", "completed", "canceled"];

    /// <summary>All complaints, each ended by a newline; empty when there are none. The root checks all keys, a command
    /// its own.</summary>
    public static string Check(MockSettings settings, MockCommand command)
    {
        var complaints = new List<string?>();
        if (command is MockCommand.All or MockCommand.Spot)
        {
            complaints.Add(OneOf(settings.Text("spot.action"), "action", Actions));
            complaints.Add(Time(settings.Text("spot.time"), "time", isOptional: true));
            complaints.Add(Time(settings.Text("spot.rebalance-rec-time"), "rebalance-rec-time", isOptional: true));
        }

        if (command is MockCommand.All or MockCommand.Events)
        {
            complaints.Add(OneOf(settings.Text("events.code"), "code", Codes));
            complaints.Add(OneOf(settings.Text("events.state"), "state", States));
            foreach (var name in new[] { "not-before", "not-after", "not-before-deadline" })
                complaints.Add(Time(settings.Text("events." + name), name, isOptional: false));
        }

        if (command is MockCommand.All)
            complaints.Add(Time(settings.Text("mock-trigger-time"), "mock-trigger-time", isOptional: true));
        return string.Concat(complaints);
    }

    private static string? OneOf(string value, string flag, IReadOnlyList<string> allowed) =>
        allowed.Contains(value) ? null : Complaint(value, flag, string.Join(',', allowed));

    private static string? Time(string value, string flag, bool isOptional) =>
        isOptional && value.Length == 0 || Rfc3339.TryParse(value, out _) ? null : Complaint(value, flag, Times);

    private static string Complaint(string value, string flag, string allowed) =>
        $"Invalid CLI input \"{value}\" for flag {flag}. Allowed value(s): {allowed}.\n";
}
