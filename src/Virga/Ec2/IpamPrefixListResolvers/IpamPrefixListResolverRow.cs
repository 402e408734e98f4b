using Virga.State;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Rules that choose blocks of an IPAM, and each choice that they gave: a version.</summary>
internal sealed record IpamPrefixListResolverRow(string Id) : Row(Id), IRow<IpamPrefixListResolverRow>
{
    public static RowKind<IpamPrefixListResolverRow> Kind { get; } = new("ipam-prefix-list-resolver")
    {
        Prefix = "ipam-plr",
        ResourceType = "ipam-prefix-list-resolver",
        NotFound = Ec2Errors.NotFound("InvalidIpamPrefixListResolverId", "ipam prefix list resolver ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamPrefixListResolverId", "ipam-plr"),
    };

    public required string IpamId { get; init; }

    public required bool IsIpv4 { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<ResolverRule> Rules { get; init; } = [];

    /// <summary>Blocks of each version; the first is version 1.</summary>
    public IReadOnlyList<ResolverVersion> Versions { get; init; } = [];
}

/// <summary>A rule: one block, or the blocks of resources or pools of a scope that satisfy all conditions.</summary>
internal sealed record ResolverRule(string Type, string? StaticBlock, string? ScopeId, string? ResourceType)
{
    public IReadOnlyList<ResolverCondition> Conditions { get; init; } = [];
}

/// <summary>A condition on one fact of a block.</summary>
/// <param name="Operation"><c>equals</c>, <c>not-equals</c> or <c>subnet-of</c>.</param>
/// <param name="Fact"><c>pool</c>, <c>resource</c>, <c>owner</c>, <c>region</c>, <c>tag</c> or <c>cidr</c>.</param>
/// <param name="Value">A tag as <c>key=value</c>.</param>
internal sealed record ResolverCondition(string Operation, string Fact, string Value);

/// <summary>The blocks that the rules gave at a time.</summary>
internal sealed record ResolverVersion(IReadOnlyList<string> Blocks);

/// <summary>A prefix list that has the entries of a resolver.</summary>
internal sealed record IpamPrefixListResolverTargetRow(string Id) : Row(Id), IRow<IpamPrefixListResolverTargetRow>
{
    public static RowKind<IpamPrefixListResolverTargetRow> Kind { get; } = new("ipam-prefix-list-resolver-target")
    {
        Prefix = "ipam-plr-target",
        ResourceType = "ipam-prefix-list-resolver-target",
        NotFound = Ec2Errors.NotFound("InvalidIpamPrefixListResolverTargetId", "ipam prefix list resolver target ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamPrefixListResolverTargetId", "ipam-plr-target"),
    };

    /// <summary>Targets by resolver.</summary>
    public static Index<IpamPrefixListResolverTargetRow> ByResolver { get; } = Kind.Index(one => one.ResolverId);

    /// <summary>Targets by prefix list.</summary>
    public static Index<IpamPrefixListResolverTargetRow> ByPrefixList { get; } =
        Kind.Index(one => one.PrefixListId);

    public required string ResolverId { get; init; }

    public required string PrefixListId { get; init; }

    public required string PrefixListRegion { get; init; }

    /// <summary>The version that it is to have, unless it follows the newest.</summary>
    public long? DesiredVersion { get; init; }

    public bool TracksLatest { get; init; }

    public long? SyncedVersion { get; init; }

    public required string State { get; init; }

    public string? StateMessage { get; init; }
}
