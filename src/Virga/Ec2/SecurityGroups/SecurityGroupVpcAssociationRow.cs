using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>A VPC, other than the group's own, whose interfaces may have the group.</summary>
internal sealed record SecurityGroupVpcAssociationRow(string Id) : Row(Id), IRow<SecurityGroupVpcAssociationRow>
{
    public static RowKind<SecurityGroupVpcAssociationRow> Kind { get; } =
        new("security-group-vpc-association");

    /// <summary>Associations by group.</summary>
    public static Index<SecurityGroupVpcAssociationRow> ByGroup { get; } = Kind.Index(one => one.GroupId);

    /// <summary>Associations by VPC.</summary>
    public static Index<SecurityGroupVpcAssociationRow> ByVpc { get; } = Kind.Index(one => one.VpcId);

    public required string GroupId { get; init; }

    public required string VpcId { get; init; }

    /// <summary><c>associating</c>, <c>associated</c> or <c>disassociating</c>.</summary>
    public required string State { get; init; }

    public static string IdOf(string groupId, string vpcId) => $"{groupId}/{vpcId}";
}
