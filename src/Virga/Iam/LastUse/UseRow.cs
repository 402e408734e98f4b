using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Iam.LastUse;

/// <summary>
/// When something was used last, and for what. The id is that of an access key, or the unique id of a user or role, so
/// that a new user of an old name has done nothing yet.
/// </summary>
internal sealed record UseRow(string Id) : Row(Id), IRow<UseRow>
{
    public static RowKind<UseRow> Kind { get; } = new("iam-use");

    /// <summary>By the service's namespace, such as <c>ec2</c>.</summary>
    public SortedDictionary<string, ServiceUse> Services { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The newest use of any service, or null.</summary>
    [JsonIgnore]
    public (string Service, ServiceUse Use)? Latest => Services.Count == 0
        ? null
        : Services.Select(one => (one.Key, one.Value)).MaxBy(one => one.Value.At);
}

/// <summary>The last use of one service.</summary>
/// <param name="At">When.</param>
/// <param name="Region">Where.</param>
/// <param name="Actions">The last time of each action.</param>
internal sealed record ServiceUse(
    DateTimeOffset At, string Region, SortedDictionary<string, ActionUse> Actions);

/// <summary>The last use of one action.</summary>
internal sealed record ActionUse(DateTimeOffset At, string Region);
