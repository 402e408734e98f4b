using Virga.State;

namespace Virga.Ec2.NetworkAcls;

/// <summary>A network ACL. The final deny entries (rule 32767) are derived, not stored.</summary>
internal sealed record NetworkAclRow(string Id) : Row(Id), IRow<NetworkAclRow>
{
    public static RowKind<NetworkAclRow> Kind { get; } = new("network-acl")
    {
        Prefix = "acl",
        ResourceType = "network-acl",
        NotFound = Ec2Errors.NotFound("InvalidNetworkAclID", "networkAcl ID"),
        Malformed = Ec2Errors.Malformed("InvalidNetworkAclId", "acl"),
    };

    /// <summary>ACLs by VPC.</summary>
    public static Index<NetworkAclRow> ByVpc { get; } = Kind.Index(acl => acl.VpcId);

    /// <summary>ACLs by the subnets that they guard.</summary>
    public static Index<NetworkAclRow> BySubnet { get; } =
        Kind.IndexMany(acl => acl.Associations.Select(one => one.SubnetId));

    public required string VpcId { get; init; }

    public bool IsDefault { get; init; }

    public IReadOnlyList<NetworkAclEntryRow> Entries { get; init; } = [];

    public IReadOnlyList<NetworkAclAssociationRow> Associations { get; init; } = [];
}

/// <summary>One entry: the lowest number that matches decides.</summary>
internal sealed record NetworkAclEntryRow
{
    /// <summary>1 to 32766.</summary>
    public required int RuleNumber { get; init; }

    public required bool IsEgress { get; init; }

    /// <summary>A protocol number, or <c>-1</c> for all.</summary>
    public required string Protocol { get; init; }

    public required bool IsAllow { get; init; }

    public string? CidrBlock { get; init; }

    public string? Ipv6CidrBlock { get; init; }

    public int? IcmpType { get; init; }

    public int? IcmpCode { get; init; }

    public int? FromPort { get; init; }

    public int? ToPort { get; init; }
}

/// <summary>An ACL's hold on a subnet; each subnet has exactly one.</summary>
internal sealed record NetworkAclAssociationRow(string Id, string SubnetId);
