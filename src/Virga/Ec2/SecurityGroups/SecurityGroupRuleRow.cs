using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// One rule of a security group: one direction, one protocol and port range, one peer. The group's permissions are
/// derived from these rows, so the two views of the API cannot disagree.
/// </summary>
internal sealed record SecurityGroupRuleRow(string Id) : Row(Id), IRow<SecurityGroupRuleRow>
{
    public static RowKind<SecurityGroupRuleRow> Kind { get; } =
        new("security-group-rule")
        {
            Prefix = "sgr",
            ResourceType = "security-group-rule",
            NotFound = Ec2Errors.NotFound("InvalidSecurityGroupRuleId", "security group rule ID"),
            Malformed = Ec2Errors.Malformed("InvalidSecurityGroupRuleId", "sgr"),
        };

    /// <summary>Rules by the group that they belong to.</summary>
    public static Index<SecurityGroupRuleRow> ByGroup { get; } = Kind.Index(rule => rule.GroupId);

    /// <summary>Rules by the group that they refer to.</summary>
    public static Index<SecurityGroupRuleRow> ByReferencedGroup { get; } = Kind.Index(rule => rule.ReferencedGroupId);

    public required string GroupId { get; init; }

    public required bool IsEgress { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a protocol number, or <c>-1</c> for all.</summary>
    public required string Protocol { get; init; }

    /// <summary>First port, or ICMP type (-1 all); null where the protocol has none.</summary>
    public int? FromPort { get; init; }

    /// <summary>Last port, or ICMP code (-1 all); null where the protocol has none.</summary>
    public int? ToPort { get; init; }

    public string? CidrIpv4 { get; init; }

    public string? CidrIpv6 { get; init; }

    public string? PrefixListId { get; init; }

    public string? ReferencedGroupId { get; init; }

    /// <summary>The owner of the referenced group, where it is another account.</summary>
    public string? ReferencedUserId { get; init; }

    public string? ReferencedVpcId { get; init; }

    public string? ReferencedPeeringConnectionId { get; init; }

    public string? Description { get; init; }
}
