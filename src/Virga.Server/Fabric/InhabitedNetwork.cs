using Virga.Network;

namespace Virga.Server.Fabric;

/// <summary>
/// The part of the desired network that machines are in. A VPC without a machine has nobody whose packets could tell
/// whether it is there, and each region of each account has one by default; so only inhabited ones are made.
/// </summary>
internal sealed class InhabitedNetwork
{
    private FabricState whole = FabricState.Empty;
    private FabricState part = FabricState.Empty;

    /// <summary>The same state gives the very same part.</summary>
    public FabricState Of(FabricState state)
    {
        if (ReferenceEquals(state, whole)) return part;
        part = Part(state);
        whole = state;
        return part;
    }

    private static FabricState Part(FabricState state)
    {
        var vpcOfSubnet =
            state.Subnets.ToDictionary(subnet => subnet.Id, subnet => subnet.VpcId, StringComparer.Ordinal);
        var vpcs = state.Interfaces
            .Where(item => item.Attachment is { NetworkNamespace.Length: > 0 })
            .Select(item => vpcOfSubnet.GetValueOrDefault(item.SubnetId, ""))
            .ToHashSet(StringComparer.Ordinal);
        var subnets = Where(state.Subnets, subnet => vpcs.Contains(subnet.VpcId));
        var acls = subnets.Select(subnet => subnet.NetworkAclId).ToHashSet(StringComparer.Ordinal);
        var interfaces = Where(
            state.Interfaces, item => vpcs.Contains(vpcOfSubnet.GetValueOrDefault(item.SubnetId, "")));
        var ids = interfaces.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var groups = interfaces.SelectMany(item => item.SecurityGroupIds).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Settings = state.Settings,
            Vpcs = Where(state.Vpcs, vpc => vpcs.Contains(vpc.Id)),
            Subnets = subnets,
            Interfaces = interfaces,
            SecurityGroups = Where(state.SecurityGroups, group => groups.Contains(group.Id)),
            NetworkAcls = Where(state.NetworkAcls, acl => acls.Contains(acl.Id)),
            RouteTables = Where(state.RouteTables, table => vpcs.Contains(table.VpcId)),
            InternetGateways = Where(state.InternetGateways, gateway => vpcs.Contains(gateway.VpcId)),
            EgressOnlyInternetGateways =
                Where(state.EgressOnlyInternetGateways, gateway => vpcs.Contains(gateway.VpcId)),
            NatGateways = Where(state.NatGateways, nat => ids.Contains(nat.InterfaceId)),
            Peerings = Where(
                state.Peerings, one => vpcs.Contains(one.RequesterVpcId) && vpcs.Contains(one.AccepterVpcId)),
            TransitGateways = Where(
                state.TransitGateways, gateway => gateway.Attachments.Any(one => vpcs.Contains(one.VpcId))),
            ElasticAddresses = Where(state.ElasticAddresses, address => ids.Contains(address.InterfaceId)),
            PublishedPorts = state.PublishedPorts,
            PrefixLists = vpcs.Count == 0 ? [] : state.PrefixLists,
            FlowLogs = Where(
                state.FlowLogs, log => vpcs.Contains(log.ResourceId) || ids.Contains(log.ResourceId)
                    || vpcs.Contains(vpcOfSubnet.GetValueOrDefault(log.ResourceId, ""))),
        };
    }

    private static ValueList<T> Where<T>(ValueList<T> items, Func<T, bool> isKept) =>
        items.All(isKept) ? items : items.Where(isKept).ToValueList();
}
