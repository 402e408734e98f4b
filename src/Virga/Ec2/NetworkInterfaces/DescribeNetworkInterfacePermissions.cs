using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Lists what other accounts may do with interfaces.</summary>
internal sealed class DescribeNetworkInterfacePermissions
    : IQuery<DescribeNetworkInterfacePermissionsRequest, DescribeNetworkInterfacePermissionsResult>
{
    private const string Prefix = "network-interface-permission.";

    private static readonly Listing<NetworkInterfacePermissionRow, NetworkInterfacePermission> Listing = new()
    {
        View = CreateNetworkInterfacePermission.View,
        Filters = new()
        {
            { Prefix + "network-interface-permission-id", one => one.NetworkInterfacePermissionId },
            { Prefix + "network-interface-id", one => one.NetworkInterfaceId },
            { Prefix + "aws-account-id", one => one.AwsAccountId },
            { Prefix + "aws-service", one => one.AwsService },
            { Prefix + "permission", one => one.Permission },
        },
    };

    public static DescribeNetworkInterfacePermissionsResult Run(
        DescribeNetworkInterfacePermissionsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.NetworkInterfacePermissionIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkInterfacePermissions = page.Items, NextToken = page.NextToken };
    }
}
