using Virga.State;

namespace Virga.Service;

/// <summary>
/// Marks an account and region whose default resources were made; deleting those does not bring them back.
/// </summary>
internal sealed record SeedRow(string Id, DateTimeOffset At) : Row(Id), IRow<SeedRow>
{
    public static RowKind<SeedRow> Kind { get; } = new("seed");
}
