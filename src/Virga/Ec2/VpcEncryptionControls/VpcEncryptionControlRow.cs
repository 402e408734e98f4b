using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Watches whether a VPC's traffic is encrypted. Nothing here is, so it cannot be enforced.</summary>
internal sealed record VpcEncryptionControlRow(string Id) : Row(Id), IRow<VpcEncryptionControlRow>
{
    public static RowKind<VpcEncryptionControlRow> Kind { get; } =
        new("vpc-encryption-control")
        {
            Prefix = "vpcec",
            ResourceType = "vpc-encryption-control",
            NotFound = Ec2Errors.NotFound("InvalidVpcEncryptionControlId", "VPC encryption control ID"),
            Malformed = Ec2Errors.Malformed("InvalidVpcEncryptionControlId", "vpcec"),
        };

    /// <summary>Controls by VPC, one at most.</summary>
    public static Index<VpcEncryptionControlRow> ByVpc { get; } = Kind.Index(one => one.VpcId);

    public required string VpcId { get; init; }

    public required string State { get; init; }
}
