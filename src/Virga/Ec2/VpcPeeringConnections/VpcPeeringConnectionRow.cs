using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>
/// A peering connection. It belongs to two accounts or regions: the same row is kept in both, and written in both by
/// <see cref="PeeringSides"/> at once.
/// </summary>
internal sealed record VpcPeeringConnectionRow(string Id) : Row(Id), IRow<VpcPeeringConnectionRow>
{
    public static RowKind<VpcPeeringConnectionRow> Kind { get; } =
        new("vpc-peering-connection")
        {
            Prefix = "pcx",
            ResourceType = "vpc-peering-connection",
            NotFound = Ec2Errors.NotFound("InvalidVpcPeeringConnectionID", "vpcPeeringConnection ID"),
            Malformed = Ec2Errors.Malformed("InvalidVpcPeeringConnectionId", "pcx"),
        };

    /// <summary>Connections by either VPC.</summary>
    public static Index<VpcPeeringConnectionRow> ByVpc { get; } =
        Kind.IndexMany(one => [one.Requester.VpcId, one.Accepter.VpcId]);

    public required PeeringSide Requester { get; init; }

    public required PeeringSide Accepter { get; init; }

    /// <summary><c>initiating-request</c>, <c>pending-acceptance</c>, <c>active</c> …</summary>
    public required string Status { get; init; }

    public required string StatusMessage { get; init; }

    /// <summary>When a request that nobody accepts ends.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    [JsonIgnore]
    public bool IsActive => Status == VpcPeeringConnectionStateReasonCode.Active;

    /// <summary>Whether nothing can become of it any more.</summary>
    [JsonIgnore]
    public bool IsOver => Status is "deleted" or "rejected" or "failed" or "expired" or "deleting";

    /// <summary>The side that is not this VPC.</summary>
    public PeeringSide Opposite(string vpcId) => Requester.VpcId == vpcId ? Accepter : Requester;
}

/// <summary>One side of a peering connection.</summary>
internal sealed record PeeringSide(string Account, string Region, string VpcId)
{
    /// <summary>The side's VPC resolves the other side's public names to private addresses.</summary>
    public bool AllowsDnsResolutionFromRemoteVpc { get; init; }

    [JsonIgnore]
    public Scope Scope => new(Account, Region);
}
