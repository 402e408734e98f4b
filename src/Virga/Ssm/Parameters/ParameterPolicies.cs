using System.Globalization;
using System.Text.Json;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>
/// Parameter policies of the advanced tier. Expiration deletes the parameter; the two notifications go to EventBridge,
/// which
/// is not here, so they are kept and shown only. Source: Systems Manager User Guide, "Assigning parameter policies".
/// </summary>
internal static class ParameterPolicies
{
    private static readonly string[] Types = ["Expiration", "ExpirationNotification", "NoChangeNotification"];

    /// <summary>Checks a document of policies; an empty list means none.</summary>
    public static string? Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var policies = Read(text);
        return policies.Count == 0 ? null : text;
    }

    /// <summary>When the parameter is to be deleted, or null.</summary>
    public static DateTimeOffset? Expiration(string? text)
    {
        if (text is null) return null;
        return Read(text).Where(policy => policy.Type == "Expiration").Select(policy => policy.Time).FirstOrDefault();
    }

    public static List<ParameterInlinePolicy> Show(string? text) => text is null
        ? []
        : [.. Read(text).Select(policy => new ParameterInlinePolicy
        {
            PolicyText = policy.Text,
            PolicyType = policy.Type,
            PolicyStatus = "Pending",
        })];

    private static List<(string Type, string Text, DateTimeOffset? Time)> Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Array) throw Invalid();
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    private static (string Type, string Text, DateTimeOffset? Time) Read(JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Type", out var type)
            || type.GetString() is not { } name || !Types.Contains(name)) throw Invalid();
        var time = policy.TryGetProperty("Attributes", out var attributes)
            && attributes.ValueKind == JsonValueKind.Object
            && attributes.TryGetProperty("Timestamp", out var stamp)
            && DateTimeOffset.TryParse(stamp.GetString(), CultureInfo.InvariantCulture, out var at)
                ? at
                : (DateTimeOffset?)null;
        if (name == "Expiration" && time is null) throw Invalid();
        return (name, policy.GetRawText(), time);
    }

    private static Exception Invalid() => SsmErrors.InvalidPolicy("The parameter policies are not valid.");
}

/// <summary>Deletes a parameter whose Expiration policy is due.</summary>
internal sealed class ExpireParameter : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<ParameterRow>(subject) is { } row
            && ParameterPolicies.Expiration(row.Latest.Policies) is { } due && due <= change.Now)
            change.Remove<ParameterRow>(subject);
    }

    /// <summary>Sets the timer; AWS's date is absolute, so no setting scales it.</summary>
    public static void Schedule(Change change, string id, DateTimeOffset due) =>
        change.Put(new TimerRow($"{nameof(ExpireParameter)}:{id}", due, nameof(ExpireParameter), id));
}
