using System.Collections.Immutable;
using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// Computes the desired network from the World: every VPC of every account and region on this machine. It is a pure
/// function of the World, the machines' places and the settings; an instance only remembers its last answer, so that a
/// change costs what it changed. Equal worlds give equal states, and a World in which nothing about the network changed
/// gives the very same state. An instance belongs to one thread at a time.
/// </summary>
internal sealed class DesiredNetwork
{
    /// <summary>No machine has a place: what is asked of the network does not need cables.</summary>
    public static readonly IReadOnlyDictionary<string, GuestPlace> NoGuests =
        ImmutableDictionary<string, GuestPlace>.Empty;

    private readonly Section<FabricVpc> vpcs = new(DesiredVpcs.Reads, DesiredVpcs.Of);
    private readonly Section<FabricSubnet> subnets = new(DesiredVpcs.SubnetReads, DesiredVpcs.Subnets);
    private readonly Section<FabricInterface> interfaces =
        new(DesiredInterfaces.Reads, DesiredInterfaces.Of) { DependsOnGuests = true };
    private readonly Section<FabricElasticAddress> addresses =
        new(DesiredInterfaces.AddressReads, DesiredInterfaces.Addresses);
    private readonly Section<FabricSecurityGroup> groups = new(DesiredRules.GroupReads, DesiredRules.Groups);
    private readonly Section<FabricPrefixList> lists = new(DesiredRules.PrefixListReads, DesiredRules.PrefixLists);
    private readonly Section<FabricNetworkAcl> acls = new(DesiredRules.AclReads, DesiredRules.Acls);
    private readonly Section<FabricRouteTable> tables = new(DesiredRoutes.TableReads, DesiredRoutes.Tables);
    private readonly Section<FabricInternetGateway> internet =
        new(DesiredRoutes.InternetReads, DesiredRoutes.Internet);
    private readonly Section<FabricEgressOnlyInternetGateway> egressOnly =
        new(DesiredRoutes.EgressOnlyReads, DesiredRoutes.EgressOnly);
    private readonly Section<FabricNatGateway> nats = new(DesiredRoutes.NatReads, DesiredRoutes.Nat);
    private readonly Section<FabricPeering> peerings = new(DesiredRoutes.PeeringReads, DesiredRoutes.Peerings);
    private readonly Section<FabricTransitGateway> transit =
        new(DesiredTransit.Reads, DesiredTransit.Of) { ReadsElsewhere = DesiredTransit.ReadsElsewhere };
    private readonly Section<FabricFlowLog> flowLogs = new(DesiredRules.FlowLogReads, DesiredRules.FlowLogs);
    private FabricState last = FabricState.Empty;

    /// <summary>The network that this World asks for.</summary>
    /// <param name="world">Every account and region counts.</param>
    /// <param name="guests">
    /// Where machines run, by id of instance; immutable, another dictionary for other places.
    /// </param>
    /// <param name="settings">What holds for the whole machine.</param>
    public FabricState Of(World world, IReadOnlyDictionary<string, GuestPlace> guests, FabricSettings settings) =>
        Of([.. world.Partitions.Keys.Select(scope => new Source(View(world, scope), guests))], settings);

    /// <summary>The network as an operation sees it, with the operation's own writes.</summary>
    public static FabricState Of(WorldView at) => new DesiredNetwork().Of(
        [.. at.Scopes.Select(scope => new Source(at.At(scope), NoGuests))], new FabricSettings());

    /// <summary>Neither time nor rules have to do with the network.</summary>
    private static PublishedView View(World world, Scope scope) =>
        new(world, scope, Caller.System(scope.Account), default, Rules.Default);

    private FabricState Of(Source[] sources, FabricSettings settings)
    {
        var next = new FabricState
        {
            Settings = settings,
            Vpcs = vpcs.Of(sources),
            Subnets = subnets.Of(sources),
            Interfaces = interfaces.Of(sources),
            SecurityGroups = groups.Of(sources),
            NetworkAcls = acls.Of(sources),
            RouteTables = tables.Of(sources),
            InternetGateways = internet.Of(sources),
            EgressOnlyInternetGateways = egressOnly.Of(sources),
            NatGateways = nats.Of(sources),
            Peerings = peerings.Of(sources),
            TransitGateways = transit.Of(sources),
            ElasticAddresses = addresses.Of(sources),
            PrefixLists = lists.Of(sources),
            FlowLogs = flowLogs.Of(sources),
        };
        // Lists that did not change are the same lists, so this compares references.
        return last = next.Equals(last) ? last : next;
    }
}
