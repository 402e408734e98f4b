using System.Net;
using Virga.Ec2.Addresses;
using Virga.Ec2.Instances;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.NatGateways;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.VpcPeeringConnections;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Simulation.Network;

/// <summary>
/// What a reader of the VPC User Guide would say of a TCP connection, straight from the rows: one case after the other,
/// no state, no walker. It shares no code with what it judges. Out of its reach: IPv6, middleboxes, transit gateways.
/// </summary>
internal sealed class NaiveNetwork(WorldView at)
{
    private const int AnswerPort = 40_000;

    /// <summary>From an instance's interface to an address as the instance would dial it.</summary>
    public bool Reaches(NetworkInterfaceRow from, string to, int port)
    {
        if (!Runs(from)) return false;
        if (Contains(from.VpcId, to))
            return Owner(from.VpcId, to) is { } target && Runs(target) && Meet(from, target, to, port, null);
        var route = Route(from.SubnetId, to);
        return route?[..4] switch
        {
            "igw-" => IsAttached(route, from.VpcId) && HasPublic(from) && IsPublic(to) && LeavesOpen(from, to, port),
            "nat-" => ThroughNat(from, route, to, port),
            "pcx-" => ThroughPeering(from, route, to, port),
            _ => false,
        };
    }

    /// <summary>From an address of the internet to a public address.</summary>
    public bool ReachesFromOutside(string client, string publicAddress, int port)
    {
        var elastic = at.Rows<AddressRow>().FirstOrDefault(address => address.PublicIp == publicAddress)?.Association;
        var target = at.Rows<NetworkInterfaceRow>().FirstOrDefault(eni => eni.AutoPublicIp == publicAddress
            || (elastic?.InterfaceId == eni.Id && elastic.PrivateAddress == eni.PrimaryAddress));
        return target is not null && Runs(target)
            && at.Rows<InternetGatewayRow>().Any(gateway => gateway.VpcId == target.VpcId)
            && Acl(target.SubnetId, isEgress: false, client, port) && Group(target, isEgress: false, client, port, null)
            && Acl(target.SubnetId, isEgress: true, client, AnswerPort)
            && Route(target.SubnetId, client) is { } back && IsAttached(back, target.VpcId);
    }

    private bool ThroughPeering(NetworkInterfaceRow from, string id, string to, int port)
    {
        if (at.Find<VpcPeeringConnectionRow>(id) is not { IsActive: true } peering) return false;
        var far = peering.Opposite(from.VpcId).VpcId;
        return Contains(far, to) && Owner(far, to) is { } target && Runs(target) && Meet(from, target, to, port, id)
            && Route(target.SubnetId, from.PrimaryAddress!) == id;
    }

    /// <summary>Both groups, and the ACLs of both subnets in both directions where there are two.</summary>
    private bool Meet(NetworkInterfaceRow from, NetworkInterfaceRow target, string to, int port, string? peering)
    {
        var own = from.PrimaryAddress!;
        return Group(from, isEgress: true, to, port, peering) && Group(target, isEgress: false, own, port, peering)
            && (from.SubnetId == target.SubnetId || Crosses(from.SubnetId, own, target.SubnetId, to, port));
    }

    private bool Crosses(string from, string own, string target, string to, int port) =>
        Acl(from, isEgress: true, to, port) && Acl(target, isEgress: false, own, port)
        && Acl(target, isEgress: true, own, AnswerPort) && Acl(from, isEgress: false, to, AnswerPort);

    /// <summary>The gateway's subnet must lead on to the internet, and its ACL sees both halves of the way.</summary>
    private bool ThroughNat(NetworkInterfaceRow from, string id, string to, int port)
    {
        if (at.Find<NatGatewayRow>(id) is not { State: "available" } nat) return false;
        var inside = at.Get<NetworkInterfaceRow>(nat.NetworkInterfaceId);
        return Group(from, isEgress: true, to, port, null) && Onwards(inside, to, port)
            && (from.SubnetId == nat.SubnetId
                || (Acl(from.SubnetId, isEgress: true, to, port)
                    && Acl(nat.SubnetId, isEgress: false, from.PrimaryAddress!, port)
                    && Acl(nat.SubnetId, isEgress: true, from.PrimaryAddress!, AnswerPort)
                    && Acl(from.SubnetId, isEgress: false, to, AnswerPort)));
    }

    /// <summary>What a NAT gateway sends is like what an instance sends, but that it has no groups.</summary>
    private bool Onwards(NetworkInterfaceRow inside, string to, int port)
    {
        var own = inside.PrimaryAddress!;
        if (Route(inside.SubnetId, to) is not { } route) return false;
        if (route.StartsWith("igw-", StringComparison.Ordinal))
        {
            return IsPublic(to) && IsAttached(route, inside.VpcId) && HasPublic(inside)
                && Acl(inside.SubnetId, isEgress: true, to, port)
                && Acl(inside.SubnetId, isEgress: false, to, AnswerPort);
        }

        if (at.Find<VpcPeeringConnectionRow>(route) is not { IsActive: true } peering) return false;
        var far = peering.Opposite(inside.VpcId).VpcId;
        return Contains(far, to) && Owner(far, to) is { } target && Runs(target)
            && Group(target, isEgress: false, own, port, route)
            && Crosses(inside.SubnetId, own, target.SubnetId, to, port) && Route(target.SubnetId, own) == route;
    }

    private bool LeavesOpen(NetworkInterfaceRow from, string to, int port) =>
        Group(from, isEgress: true, to, port, null) && Acl(from.SubnetId, isEgress: true, to, port)
        && Acl(from.SubnetId, isEgress: false, to, AnswerPort);

    private bool Runs(NetworkInterfaceRow eni) =>
        eni.InterfaceType == "nat_gateway"
        || at.Find<InstanceRow>(eni.Attachment?.InstanceId)?.State is "pending" or "running" or "stopping";

    private bool HasPublic(NetworkInterfaceRow eni) => eni.AutoPublicIp is not null
        || at.Rows<AddressRow>().Any(address => address.Association?.InterfaceId == eni.Id
            && address.Association.PrivateAddress == eni.PrimaryAddress);

    /// <summary>Of the addresses that are asked for here.</summary>
    private static bool IsPublic(string address) => !Holds("10.0.0.0/8", address) && !Holds("172.16.0.0/12", address);

    private bool IsAttached(string gateway, string vpcId) =>
        at.Find<InternetGatewayRow>(gateway)?.VpcId == vpcId;

    private bool Contains(string vpcId, string address) =>
        at.Get<VpcRow>(vpcId).CidrBlocks.Any(block => Holds(block.Block, address));

    private NetworkInterfaceRow? Owner(string vpcId, string address) => at.Rows<NetworkInterfaceRow>()
        .FirstOrDefault(eni => eni.VpcId == vpcId && eni.PrivateAddresses.Any(one => one.Address == address));

    /// <summary>The target of the most specific route of the subnet's table, or null.</summary>
    private string? Route(string subnetId, string address)
    {
        var vpcId = at.Get<SubnetRow>(subnetId).VpcId;
        var tables = at.Rows<RouteTableRow>().Where(table => table.VpcId == vpcId).ToList();
        var table = tables.Find(one => one.Associations.Any(association => association.SubnetId == subnetId))
            ?? tables.Find(one => one.Associations.Any(association => association.IsMain))!;
        return table.Routes.Where(route => Holds(route.Destination, address))
            .OrderByDescending(route => int.Parse(route.Destination.Split('/')[1])).FirstOrDefault()?.Target;
    }

    private bool Acl(string subnetId, bool isEgress, string remote, int port)
    {
        var acl = at.Rows<NetworkAclRow>().Single(one => one.Associations.Any(two => two.SubnetId == subnetId));
        return acl.Entries
            .Where(entry => entry.IsEgress == isEgress && entry.CidrBlock is { } block && Holds(block, remote))
            .Where(entry => entry.Protocol == "-1"
                || (entry.Protocol == "6" && port >= entry.FromPort && port <= entry.ToPort))
            .OrderBy(entry => entry.RuleNumber).FirstOrDefault() is { IsAllow: true };
    }

    private bool Group(NetworkInterfaceRow eni, bool isEgress, string remote, int port, string? peering) =>
        at.Rows<SecurityGroupRuleRow>().Any(rule => eni.GroupIds.Contains(rule.GroupId) && rule.IsEgress == isEgress
            && (rule.Protocol == "-1" || (rule.Protocol == "tcp" && port >= rule.FromPort && port <= rule.ToPort))
            && (rule.CidrIpv4 is { } block ? Holds(block, remote) : IsMember(rule, eni, remote, peering)));

    private bool IsMember(SecurityGroupRuleRow rule, NetworkInterfaceRow eni, string remote, string? peering)
    {
        if (rule.ReferencedGroupId is not { } group) return false;
        var vpcId = peering is null ? eni.VpcId : at.Get<VpcPeeringConnectionRow>(peering).Opposite(eni.VpcId).VpcId;
        return at.Rows<NetworkInterfaceRow>().Any(member => member.VpcId == vpcId && member.GroupIds.Contains(group)
            && member.PrivateAddresses.Any(one => one.Address == remote));
    }

    private static bool Holds(string block, string address) =>
        IPNetwork.Parse(block).Contains(IPAddress.Parse(address));
}
