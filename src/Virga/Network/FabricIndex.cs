using System.Net;

namespace Virga.Network;

/// <summary>A state with its references resolved: made once per state, read by the planner and by the walker.</summary>
internal sealed class FabricIndex
{
    private readonly Dictionary<(string Vpc, IPAddress Address), FabricInterface> interfacesByAddress = [];
    private readonly Dictionary<string, List<FabricInterface>> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> vpcOfInterface = new(StringComparer.Ordinal);
    private readonly ILookup<string, FabricFlowLog> flowLogs;

    public FabricIndex(FabricState state)
    {
        State = state;
        Vpcs = ById(state.Vpcs);
        Subnets = ById(state.Subnets);
        Interfaces = ById(state.Interfaces);
        SecurityGroups = ById(state.SecurityGroups);
        NetworkAcls = ById(state.NetworkAcls);
        RouteTables = ById(state.RouteTables);
        NatGateways = ById(state.NatGateways);
        Peerings = ById(state.Peerings);
        TransitGateways = ById(state.TransitGateways);
        PrefixLists = ById(state.PrefixLists);
        flowLogs = state.FlowLogs.ToLookup(log => log.ResourceId, StringComparer.Ordinal);
        NatByInterface = state.NatGateways.ToDictionary(nat => nat.InterfaceId, StringComparer.Ordinal);
        InternetGateways = state.InternetGateways.ToDictionary(gateway => gateway.VpcId, StringComparer.Ordinal);
        EgressOnly = state.EgressOnlyInternetGateways.ToDictionary(gateway => gateway.VpcId, StringComparer.Ordinal);
        SubnetsByVpc = state.Subnets.ToLookup(subnet => subnet.VpcId, StringComparer.Ordinal);
        foreach (var item in state.Interfaces)
            Add(item);
        InterfacesByVpc = state.Interfaces.ToLookup(VpcIdOf, StringComparer.Ordinal);
        ElasticByVpc = state.ElasticAddresses
            .Where(address => Interfaces.ContainsKey(address.InterfaceId))
            .ToLookup(address => VpcIdOf(Interfaces[address.InterfaceId]), StringComparer.Ordinal);
    }

    public FabricState State { get; }

    public IReadOnlyDictionary<string, FabricVpc> Vpcs { get; }

    public IReadOnlyDictionary<string, FabricSubnet> Subnets { get; }

    public IReadOnlyDictionary<string, FabricInterface> Interfaces { get; }

    public IReadOnlyDictionary<string, FabricSecurityGroup> SecurityGroups { get; }

    public IReadOnlyDictionary<string, FabricNetworkAcl> NetworkAcls { get; }

    public IReadOnlyDictionary<string, FabricRouteTable> RouteTables { get; }

    public IReadOnlyDictionary<string, FabricNatGateway> NatGateways { get; }

    public IReadOnlyDictionary<string, FabricNatGateway> NatByInterface { get; }

    public IReadOnlyDictionary<string, FabricPeering> Peerings { get; }

    public IReadOnlyDictionary<string, FabricTransitGateway> TransitGateways { get; }

    public IReadOnlyDictionary<string, FabricPrefixList> PrefixLists { get; }

    /// <summary>The attached internet gateway of a VPC, by id of the VPC.</summary>
    public IReadOnlyDictionary<string, FabricInternetGateway> InternetGateways { get; }

    /// <summary>The egress-only gateway of a VPC, by id of the VPC.</summary>
    public IReadOnlyDictionary<string, FabricEgressOnlyInternetGateway> EgressOnly { get; }

    public ILookup<string, FabricSubnet> SubnetsByVpc { get; }

    public ILookup<string, FabricInterface> InterfacesByVpc { get; }

    /// <summary>Public addresses by the VPC that their interface is in.</summary>
    public ILookup<string, FabricElasticAddress> ElasticByVpc { get; }

    /// <summary>Empty for an interface whose subnet is not in the state.</summary>
    public string VpcIdOf(FabricInterface item) => vpcOfInterface.GetValueOrDefault(item.Id, "");

    /// <summary>The interface that owns an address, delegated prefixes included.</summary>
    public FabricInterface? Owner(string vpcId, IPAddress address) =>
        interfacesByAddress.TryGetValue((vpcId, address), out var owner)
            ? owner
            : InterfacesByVpc[vpcId].FirstOrDefault(item => item.Owns(address));

    public IReadOnlyList<FabricInterface> Members(string groupId) =>
        members.TryGetValue(groupId, out var list) ? list : [];

    /// <summary>The flow logs that cover an interface: its own, its subnet's, its VPC's.</summary>
    public IEnumerable<FabricFlowLog> FlowLogsOf(FabricInterface item) =>
        flowLogs[item.Id].Concat(flowLogs[item.SubnetId]).Concat(flowLogs[VpcIdOf(item)]);

    /// <summary>
    /// Whether the interface has a cable: it is in use and it is known where the other end goes.
    /// </summary>
    public bool HasCable(FabricInterface item) =>
        IsPlugged(item) && (NatByInterface.ContainsKey(item.Id) || item.Attachment!.NetworkNamespace.Length > 0);

    /// <summary>Whether the interface is in use: it is attached, or belongs to a NAT gateway.</summary>
    public bool IsPlugged(FabricInterface item) =>
        (item.Attachment is not null || NatByInterface.ContainsKey(item.Id)) && vpcOfInterface.ContainsKey(item.Id);

    private void Add(FabricInterface item)
    {
        if (!Subnets.TryGetValue(item.SubnetId, out var subnet) || !Vpcs.ContainsKey(subnet.VpcId))
            return;

        vpcOfInterface[item.Id] = subnet.VpcId;
        foreach (var address in item.Addresses)
            interfacesByAddress[(subnet.VpcId, address)] = item;
        foreach (var group in item.SecurityGroupIds)
        {
            if (!members.TryGetValue(group, out var list))
                members[group] = list = [];
            list.Add(item);
        }
    }

    private static Dictionary<string, T> ById<T>(ValueList<T> items)
        where T : IFabricObject => items.ToDictionary(item => item.Id, StringComparer.Ordinal);
}
