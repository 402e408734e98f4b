namespace Virga.Network.Reachability;

/// <summary>
/// What one component did with a packet: in a sentence for people, and as facts for whoever shows it otherwise.
/// </summary>
internal sealed record PathStep(string ComponentId, string Text)
{
    public PathStepKind Kind { get; init; }

    /// <summary>Whether this happened to the answer.</summary>
    public bool IsReturn { get; init; }

    /// <summary>Whether this is the other end, which receives the packet and answers.</summary>
    public bool IsArrival { get; init; }

    /// <summary>Counts passages through routers of VPCs, so that the steps of one can be told from the next.</summary>
    public int Hop { get; init; }

    /// <summary>The VPC that the packet was in; empty between VPCs.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Whose groups, ACL or check it was.</summary>
    public string? InterfaceId { get; init; }

    /// <summary>For groups, ACLs and checks.</summary>
    public GateDirection? Direction { get; init; }

    /// <summary>The rule of the group that allows the packet.</summary>
    public FabricRule? Rule { get; init; }

    /// <summary>The entry that decides; null for the last one, which denies everything.</summary>
    public FabricAclEntry? AclEntry { get; init; }

    public FabricRoute? Route { get; init; }

    /// <summary>The packet as it came.</summary>
    public Packet? Packet { get; init; }

    /// <summary>The packet as it went on, where the component translates addresses.</summary>
    public Packet? Left { get; init; }

    /// <summary>Why the packet stopped here, in AWS's words (see <see cref="ExplanationCode"/>).</summary>
    public string? Code { get; init; }
}

/// <summary>The kinds of component that decide about packets.</summary>
internal enum PathStepKind
{
    /// <summary>An interface: its check, or its guest that receives.</summary>
    Interface,
    SecurityGroup,
    NetworkAcl,
    RouteTable,

    /// <summary>An internet or egress-only gateway.</summary>
    Gateway,
    NatGateway,
    TransitGateway,

    /// <summary>The VPC itself: its addresses and services.</summary>
    Vpc,

    /// <summary>What is outside of every VPC.</summary>
    Internet,
}

/// <summary>
/// Why a packet stops: the codes of Reachability Analyzer (its guide, "Explanation codes"), which say it as well as
/// any.
/// </summary>
internal static class ExplanationCode
{
    public const string BadStateRoute = "BAD_STATE_ROUTE";
    public const string SourceDestCheck = "ENI_SOURCE_DEST_CHECK_RESTRICTION";
    public const string GroupRulesMismatch = "ENI_SG_RULES_MISMATCH";
    public const string GroupHasNoRules = "SG_HAS_NO_RULES";
    public const string AclRestriction = "SUBNET_ACL_RESTRICTION";
    public const string NoRoute = "NO_ROUTE_TO_DESTINATION";
    public const string NoPossibleDestination = "NO_POSSIBLE_DESTINATION";
    public const string NoPath = "NO_PATH";
    public const string Unassociated = "UNASSOCIATED_COMPONENT";
    public const string UnknownDestination = "UNKNOWN_DESTINATION";
    public const string DisconnectedVpcs = "DISCONNECTED_VPCS";
    public const string GatewayEgressNeedsPublicAddress = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS";
    public const string GatewayIngressNeedsAssociation = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS";
    public const string GatewayDestinationNotInVpc = "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS";
    public const string PeeringDestinationNotInVpc = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR";
    public const string PublicAccessBlocked = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED";
    public const string PrivateDestination = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS";
    public const string SharedDestination = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS";
    public const string TransitNoAssociation = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION";
    public const string TransitNoRoute = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT";
}
