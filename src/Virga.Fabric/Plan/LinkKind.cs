namespace Virga.Fabric.Plan;

/// <summary>Third byte of a MAC of ours: which kind of link, which end.</summary>
internal static class LinkKind
{
    public const byte Interface = 1;
    public const byte EdgeNear = 2;
    public const byte EdgeFar = 3;
    public const byte EgressOnlyNear = 4;
    public const byte EgressOnlyFar = 5;
    public const byte PeeringRequester = 6;
    public const byte PeeringAccepter = 7;
    public const byte TransitNear = 8;
    public const byte TransitFar = 9;
}
