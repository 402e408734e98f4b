using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>What another account may do with an interface.</summary>
internal sealed record NetworkInterfacePermissionRow(string Id) : Row(Id), IRow<NetworkInterfacePermissionRow>
{
    public static RowKind<NetworkInterfacePermissionRow> Kind { get; } =
        new("network-interface-permission")
        {
            Prefix = "eni-perm",
            NotFound = Ec2Errors.NotFound("InvalidPermissionID", "network interface permission ID"),
            Malformed = Ec2Errors.Malformed("InvalidPermissionID", "eni-perm"),
        };

    /// <summary>Permissions by interface.</summary>
    public static Index<NetworkInterfacePermissionRow> ByInterface { get; } = Kind.Index(one => one.InterfaceId);

    public required string InterfaceId { get; init; }

    public required string AwsAccountId { get; init; }

    /// <summary><c>INSTANCE-ATTACH</c> or <c>EIP-ASSOCIATE</c>.</summary>
    public required string Permission { get; init; }
}
