using System.Net;

namespace Virga.Network;

/// <summary>
/// A security group: what its members accept and send, statefully. Its members are the interfaces that name it.
/// </summary>
internal sealed record FabricSecurityGroup : IFabricObject
{
    public required string Id { get; init; }

    /// <summary>
    /// The group's own VPC; a group associated with further VPCs applies wherever an interface names it.
    /// </summary>
    public required string VpcId { get; init; }

    public ValueList<FabricRule> Ingress { get; init; } = [];

    public ValueList<FabricRule> Egress { get; init; } = [];
}

/// <summary>One permission of a security group. Exactly one of the peers is set.</summary>
internal sealed record FabricRule
{
    /// <summary>AWS's id of the rule (sgr-…), for explanations; empty where nobody named it.</summary>
    public string Id { get; init; } = "";

    /// <summary>IANA number, or -1 for every protocol (EC2 API, IpPermission.IpProtocol).</summary>
    public required int Protocol { get; init; }

    /// <summary>First port; for ICMP the type, -1 for every type. Ignored for other protocols.</summary>
    public int FromPort { get; init; } = -1;

    /// <summary>Last port; for ICMP the code, -1 for every code. -1 in both ports means every port.</summary>
    public int ToPort { get; init; } = -1;

    /// <summary>Source of ingress, destination of egress: a block of either family …</summary>
    public IPNetwork? Cidr { get; init; }

    /// <summary>… or the private addresses of the members of a group, in this VPC or a peered one …</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>… or the entries of a managed prefix list.</summary>
    public string? PrefixListId { get; init; }
}

/// <summary>A managed prefix list as security-group rules use it. Routes by prefix list are expanded before.</summary>
internal sealed record FabricPrefixList : IFabricObject
{
    public required string Id { get; init; }

    public required ValueList<IPNetwork> Entries { get; init; }
}
