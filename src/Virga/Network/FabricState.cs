namespace Virga.Network;

/// <summary>
/// The whole desired network, as a value: every VPC of every account and region on this machine. It is computed from
/// the World (the EC2 tables) and made real by the fabric driver; the reachability walker reads the same value. It
/// holds facts only: whatever follows from them (members of a group, router addresses, chains) is derived where it is
/// used. Contract for the computation: ids are unique over all tables; an Index is unique among the objects of its kind
/// on this machine, at least 1, and stays the same for the life of the object; a reference to an object that is not in
/// the state is treated as absent (a route to it is a blackhole), never as allowed. <see cref="Canonical"/> sorts the
/// tables.
/// </summary>
internal sealed record FabricState
{
    public static FabricState Empty { get; } = new();

    /// <summary>What holds for the whole machine and not for one AWS resource.</summary>
    public FabricSettings Settings { get; init; } = new();

    public ValueList<FabricVpc> Vpcs { get; init; } = [];

    public ValueList<FabricSubnet> Subnets { get; init; } = [];

    public ValueList<FabricInterface> Interfaces { get; init; } = [];

    public ValueList<FabricSecurityGroup> SecurityGroups { get; init; } = [];

    public ValueList<FabricNetworkAcl> NetworkAcls { get; init; } = [];

    public ValueList<FabricRouteTable> RouteTables { get; init; } = [];

    /// <summary>Internet gateways that are attached; a detached one is not in the state.</summary>
    public ValueList<FabricInternetGateway> InternetGateways { get; init; } = [];

    public ValueList<FabricEgressOnlyInternetGateway> EgressOnlyInternetGateways { get; init; } = [];

    /// <summary>NAT gateways in state available.</summary>
    public ValueList<FabricNatGateway> NatGateways { get; init; } = [];

    /// <summary>Peering connections in state active.</summary>
    public ValueList<FabricPeering> Peerings { get; init; } = [];

    public ValueList<FabricTransitGateway> TransitGateways { get; init; } = [];

    /// <summary>Public IPv4 addresses in use: associated elastic addresses and those assigned at launch.</summary>
    public ValueList<FabricElasticAddress> ElasticAddresses { get; init; } = [];

    public ValueList<FabricPublishedPort> PublishedPorts { get; init; } = [];

    public ValueList<FabricPrefixList> PrefixLists { get; init; } = [];

    public ValueList<FabricFlowLog> FlowLogs { get; init; } = [];

    /// <summary>
    /// Whether at most groups, ACLs and prefix lists are others than in a state that this one was made of by a delta:
    /// tables that a delta does not touch stay the same objects.
    /// </summary>
    public bool DiffersInFiltersOnly(FabricState other) =>
        Settings == other.Settings
        && ReferenceEquals(Vpcs, other.Vpcs)
        && ReferenceEquals(Subnets, other.Subnets)
        && ReferenceEquals(Interfaces, other.Interfaces)
        && ReferenceEquals(RouteTables, other.RouteTables)
        && ReferenceEquals(InternetGateways, other.InternetGateways)
        && ReferenceEquals(EgressOnlyInternetGateways, other.EgressOnlyInternetGateways)
        && ReferenceEquals(NatGateways, other.NatGateways)
        && ReferenceEquals(Peerings, other.Peerings)
        && ReferenceEquals(TransitGateways, other.TransitGateways)
        && ReferenceEquals(ElasticAddresses, other.ElasticAddresses)
        && ReferenceEquals(PublishedPorts, other.PublishedPorts)
        && ReferenceEquals(FlowLogs, other.FlowLogs);

    /// <summary>The same state with each table in order of id, which is what equality and deltas expect.</summary>
    public FabricState Canonical() => new FabricDelta(this, []).ApplyTo(Empty);
}
