using System.Globalization;

namespace Virga.Metadata.Mock;

/// <summary>What a key holds.</summary>
internal enum MockType
{
    Text,
    Number,
    Flag,

    /// <summary>A field of a JSON document: text, a list or null.</summary>
    Field,
}

/// <summary>Every key that the mock knows, with type and default.</summary>
internal static class MockDefaults
{
    private const string UserData = "MTIzNCxqb2huLHJlYm9vdCx0cnVlCg==";

    private static readonly Dictionary<string, (MockType Type, object? Value)> Table = Build();

    /// <summary>All keys.</summary>
    public static IReadOnlyCollection<string> Keys => Table.Keys;

    public static MockType TypeOf(string key) => Table.TryGetValue(key, out var entry) ? entry.Type : MockType.Text;

    /// <summary>The default of a key; null when it has none.</summary>
    public static object? Of(string key, DateTimeOffset started) => key switch
    {
        "events.not-before" => Rfc3339.Format(started),
        "events.not-after" => Rfc3339.Format(started.AddDays(7)),
        "events.not-before-deadline" => Rfc3339.Format(started.AddDays(9)),
        _ => Table.TryGetValue(key, out var entry) ? entry.Value : null,
    };

    /// <summary>The words that strconv.ParseBool knows.</summary>
    public static bool TryParseFlag(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        return value || text is "0" or "f" or "F" or "false" or "FALSE" or "False";
    }

    private static Dictionary<string, (MockType, object?)> Build()
    {
        var table = new Dictionary<string, (MockType, object?)>(StringComparer.OrdinalIgnoreCase)
        {
            ["config-file"] = (MockType.Text, "$HOME/aemm-config.json"),
            ["save-config-to-file"] = (MockType.Flag, false),
            ["watch-config-file"] = (MockType.Flag, false),
            ["mock-delay-sec"] = (MockType.Number, 0L),
            ["mock-trigger-time"] = (MockType.Text, ""),
            ["mock-ip-count"] = (MockType.Number, 2L),
            ["imdsv2"] = (MockType.Flag, false),
            ["rebalance-delay-sec"] = (MockType.Number, 0L),
            ["rebalance-trigger-time"] = (MockType.Text, ""),
            ["asg-termination-delay-sec"] = (MockType.Number, 0L),
            ["asg-termination-trigger-time"] = (MockType.Text, ""),
            ["server.hostname"] = (MockType.Text, "0.0.0.0"),
            ["server.port"] = (MockType.Text, "1338"),
            ["spot.action"] = (MockType.Text, "terminate"),
            ["spot.time"] = (MockType.Text, ""),
            ["spot.rebalance-rec-time"] = (MockType.Text, ""),
            ["events.code"] = (MockType.Text, "system-reboot"),
            ["events.state"] = (MockType.Text, "active"),
            ["events.not-before"] = (MockType.Text, null),
            ["events.not-after"] = (MockType.Text, null),
            ["events.not-before-deadline"] = (MockType.Text, null),
            ["metadata.values.event-id"] = (MockType.Text, "instance-event-1234567890abcdef0"),
            ["userdata.paths.userdata"] = (MockType.Text, "/latest/user-data"),
            ["userdata.values.userdata"] = (MockType.Text, UserData),
        };
        AddRoutes(table, "metadata", MockRoutes.MetaDataRoutes.Concat(MockRoutes.EventRoutes));
        AddRoutes(table, "dynamic", MockRoutes.DynamicRoutes);
        foreach (var (document, fields) in MockRoutes.Documents)
        {
            foreach (var (field, value) in fields) table[$"{document}.{field}"] = (MockType.Field, value);
        }

        // Their defaults are made when they are read: really signed.
        table["dynamic.values.instance-identity-pkcs"] = (MockType.Text, null);
        table["dynamic.values.instance-identity-signature"] = (MockType.Text, null);
        return table;
    }

    private static void AddRoutes(
        Dictionary<string, (MockType, object?)> table, string section, IEnumerable<MockRoute> routes)
    {
        foreach (var route in routes)
        {
            table[$"{section}.paths.{route.Key}"] = (MockType.Text, route.Path);
            if (route.Value is not null) table[$"{section}.values.{route.Key}"] = (MockType.Text, route.Value);
        }
    }
}

/// <summary>The times of flags and files, as Go's time.RFC3339 reads and prints them.</summary>
internal static class Rfc3339
{
    /// <summary>"2026-11-21T09:20:37Z", in UTC.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        // Both fields have two digits each and a full date; the framework alone would take far more than that.
        if (text.Length < 20 || text[10] != 'T' || text[19] is not ('Z' or '+' or '-' or '.')) return false;
        var zone = text.EndsWith('Z') ? text.Length - 1 : text.Length - 6;
        if (zone < 19 || text.AsSpan(19, zone - 19) is [not '.', ..] or ['.']) return false;
        if (text[zone] is '+' or '-' && text[zone + 3] != ':') return false;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
