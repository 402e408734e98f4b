namespace Virga.Network.Reachability;

/// <summary>Where a packet is on its way, and as what it got there.</summary>
internal sealed record Position(Place Place, string VpcId, Packet Packet)
{
    /// <summary>
    /// Interface that the packet came from (in a VPC) or was delivered to (in a guest, a NAT gateway).
    /// </summary>
    public string? InterfaceId { get; init; }

    /// <summary>The link it came by when that is not an interface.</summary>
    public VpcLink Link { get; init; } = VpcLink.None;

    /// <summary>Whether this is the way back.</summary>
    public bool IsAnswer { get; init; }
}

/// <summary>The kinds of place that a packet can be in.</summary>
internal enum Place
{
    /// <summary>About to enter the router of a VPC.</summary>
    Vpc,

    /// <summary>Between the internet gateways of this machine.</summary>
    Edge,
    Transit,
    Nat,

    /// <summary>Delivered to an interface's owner.</summary>
    Guest,

    /// <summary>Beyond the fabric.</summary>
    Outside,
}

/// <summary>A way in or out of a VPC that is not an interface.</summary>
internal sealed record VpcLink(VpcLinkKind Kind, string Id)
{
    public static readonly VpcLink None = new(VpcLinkKind.None, "");
    public static readonly VpcLink InternetGateway = new(VpcLinkKind.InternetGateway, "");
}

/// <summary>The kinds of link between a VPC and what is beyond it.</summary>
internal enum VpcLinkKind
{
    None,
    InternetGateway,
    EgressOnlyInternetGateway,
    Peering,
    TransitGateway,
}
