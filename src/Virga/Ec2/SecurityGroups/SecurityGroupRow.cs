using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>A security group. Its rules are rows of their own: <see cref="SecurityGroupRuleRow"/>.</summary>
internal sealed record SecurityGroupRow(string Id) : Row(Id), IRow<SecurityGroupRow>
{
    /// <summary>The group that each VPC has from the start, and that cannot be deleted.</summary>
    public const string DefaultName = "default";

    public static RowKind<SecurityGroupRow> Kind { get; } =
        new("security-group")
        {
            Prefix = "sg",
            ResourceType = "security-group",

            // Text as Lambda quotes it from EC2.
            NotFound = Ec2Errors.NotFound("InvalidGroup", "security group"),
            Malformed = Ec2Errors.Malformed("InvalidGroupId", "sg"),
        };

    /// <summary>Groups by VPC.</summary>
    public static Index<SecurityGroupRow> ByVpc { get; } = Kind.Index(group => group.VpcId);

    public required string VpcId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }
}
