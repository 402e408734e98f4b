using System.Net;

namespace Virga.Network;

/// <summary>A network ACL: stateless, for what enters and leaves a subnet; not for traffic inside it.</summary>
internal sealed record FabricNetworkAcl : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>Entries for what enters the subnet, in order of number; after the last comes a deny.</summary>
    public ValueList<FabricAclEntry> Ingress { get; init; } = [];

    /// <summary>Entries for what leaves the subnet, in order of number; after the last comes a deny.</summary>
    public ValueList<FabricAclEntry> Egress { get; init; } = [];
}

/// <summary>One numbered entry of a network ACL.</summary>
internal sealed record FabricAclEntry
{
    public required int Number { get; init; }

    public required bool IsAllowed { get; init; }

    /// <summary>IANA number, or -1 for every protocol.</summary>
    public required int Protocol { get; init; }

    /// <summary>Source of what enters, destination of what leaves.</summary>
    public required IPNetwork Cidr { get; init; }

    /// <summary>First destination port; for ICMP the type, -1 for every type.</summary>
    public int FromPort { get; init; } = -1;

    /// <summary>Last destination port; for ICMP the code, -1 for every code.</summary>
    public int ToPort { get; init; } = -1;
}
