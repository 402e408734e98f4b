using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>A part of a subnet's block that is not given by itself.</summary>
internal sealed record SubnetCidrReservationRow(string Id) : Row(Id), IRow<SubnetCidrReservationRow>
{
    public static RowKind<SubnetCidrReservationRow> Kind { get; } =
        new("subnet-cidr-reservation")
        {
            Prefix = "scr",
            ResourceType = "subnet-cidr-reservation",
            NotFound = Ec2Errors.NotFound("InvalidSubnetCidrReservationID", "subnet CIDR reservation ID"),
            Malformed = Ec2Errors.Malformed("InvalidSubnetCidrReservationID", "scr"),
        };

    /// <summary>Reservations by subnet.</summary>
    public static Index<SubnetCidrReservationRow> BySubnet { get; } = Kind.Index(one => one.SubnetId);

    public required string SubnetId { get; init; }

    /// <summary>IPv4 or IPv6, canonical.</summary>
    public required string Block { get; init; }

    /// <summary><c>prefix</c> or <c>explicit</c>.</summary>
    public required string Type { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether interfaces get delegated prefixes from it.</summary>
    [JsonIgnore]
    public bool IsPrefix => Type == SubnetCidrReservationType.Prefix;
}
