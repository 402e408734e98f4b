using Virga.Ec2.Addresses;
using Virga.Ec2.CarrierGateways;
using Virga.Ec2.EgressOnlyInternetGateways;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.Ipams;
using Virga.Ec2.NatGateways;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.RouteServers;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.VpcEndpoints;
using Virga.Ec2.VpnGateways;
using Virga.State;

namespace Virga.Ec2;

/// <summary>
/// Who refers to whom: the one place that a delete asks. Each method gives the ids of what keeps a resource from being
/// deleted, by index.
/// </summary>
internal static class Dependencies
{
    /// <summary>
    /// What keeps a VPC: all but what AWS made with it (main route table, default ACL, default group).
    /// </summary>
    public static IEnumerable<string> OnVpc(WorldView at, string vpcId)
    {
        IEnumerable<Row> all =
        [
            .. at.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpcId),
            .. at.Rows<InternetGatewayRow>().By(InternetGatewayRow.ByVpc, vpcId),
            .. at.Rows<EgressOnlyInternetGatewayRow>().By(EgressOnlyInternetGatewayRow.ByVpc, vpcId),
            .. at.Rows<NatGatewayRow>().By(NatGatewayRow.ByVpc, vpcId).Where(nat => !nat.IsGone),
            .. at.Rows<VpnGatewayRow>().By(VpnGatewayRow.ByVpc, vpcId),
            .. at.Rows<TransitGatewayAttachmentRow>().By(TransitGatewayAttachmentRow.ByResource, vpcId)
                .Where(one => !one.IsOver),
            .. at.Rows<RouteServerRow>().By(RouteServerRow.ByVpc, vpcId),
            .. at.Rows<CarrierGatewayRow>().By(CarrierGatewayRow.ByVpc, vpcId),
            .. at.Rows<VpcEndpointRow>().By(VpcEndpointRow.ByVpc, vpcId),
            .. at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpcId)
                .Where(group => group.Name != SecurityGroupRow.DefaultName),
            .. at.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, vpcId)
                .Where(table => !table.Associations.Any(association => association.IsMain)),
            .. at.Scopes.Where(scope => scope.Account == at.Account)
                .SelectMany(scope => at.Rows<IpamPoolRow>(scope)).Where(pool => pool.SourceVpcId == vpcId),
            .. at.Rows<NetworkAclRow>().By(NetworkAclRow.ByVpc, vpcId).Where(acl => !acl.IsDefault),
        ];
        return all.Select(row => row.Id);
    }

    /// <summary>What keeps a subnet: the interfaces in it, whoever made them.</summary>
    public static IEnumerable<string> OnSubnet(WorldView at, string subnetId) =>
        at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnetId).Select(eni => eni.Id);

    /// <summary>What keeps a group: interfaces that have it, rules of other groups that name it.</summary>
    public static IEnumerable<string> OnSecurityGroup(WorldView at, string groupId) =>
        at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByGroup, groupId).Select(eni => eni.Id)
            .Concat(at.Rows<SecurityGroupRuleRow>().By(SecurityGroupRuleRow.ByReferencedGroup, groupId)
                .Where(rule => rule.GroupId != groupId).Select(rule => rule.Id))
            .Concat(at.Rows<SecurityGroupVpcAssociationRow>().By(SecurityGroupVpcAssociationRow.ByGroup, groupId)
                .Select(association => association.Id));

    /// <summary>Public addresses that stand for private ones of a VPC.</summary>
    public static IEnumerable<string> MappedPublicAddresses(WorldView at, string vpcId)
    {
        foreach (var subnet in at.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpcId))
        {
            foreach (var eni in at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnet.Id))
            {
                if (eni.AutoPublicIp is { } address) yield return address;
                foreach (var elastic in at.Rows<AddressRow>().By(AddressRow.ByInterface, eni.Id))
                    yield return elastic.PublicIp;
            }
        }
    }

    /// <summary>
    /// Takes a route table that is deleted out of the gateway endpoints that it led to, and of route servers.
    /// </summary>
    public static void ForgetRouteTable(Change change, string tableId)
    {
        foreach (var server in change.Rows<RouteServerRow>().Where(one => one.RouteTableIds.Contains(tableId)).ToList())
            change.Put(server with { RouteTableIds = [.. server.RouteTableIds.Where(id => id != tableId)] });
        foreach (var endpoint in change.Rows<VpcEndpointRow>().By(VpcEndpointRow.ByRouteTable, tableId))
            change.Put(endpoint with { RouteTableIds = [.. endpoint.RouteTableIds.Where(id => id != tableId)] });
    }
}
