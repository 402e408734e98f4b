using Virga.State;

namespace Virga.Ec2.Zones;

/// <summary>A group of local or wavelength zones that the account opted in to; the id is the group's name.</summary>
internal sealed record ZoneGroupRow(string Id) : Row(Id), IRow<ZoneGroupRow>
{
    public static RowKind<ZoneGroupRow> Kind { get; } = new("zone-group");
}
