using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>A rule that repositories under a prefix come from another registry; its id is the prefix.</summary>
internal sealed record PullThroughCacheRuleRow(string Id) : Row(Id), IRow<PullThroughCacheRuleRow>
{
    public static RowKind<PullThroughCacheRuleRow> Kind { get; } =
        new("ecr-pull-through");

    /// <summary>Host, and port where it is not the usual one.</summary>
    public required string UpstreamUrl { get; init; }

    /// <summary>ECR's name of the kind of registry, such as <c>quay</c>; null for one on this machine.</summary>
    public string? Upstream { get; init; }

    /// <summary>The secret with user and password; a file stands for Secrets Manager.</summary>
    public string? CredentialArn { get; init; }

    public string? CustomRoleArn { get; init; }

    /// <summary>What stands before the name upstream, or <c>ROOT</c>.</summary>
    public string? UpstreamPrefix { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The rule with the longest prefix that a repository's name begins with.</summary>
    public static PullThroughCacheRuleRow? For(WorldView at, string repository) =>
        at.Rows<PullThroughCacheRuleRow>()
            .Where(rule => rule.Id == "ROOT" || repository.StartsWith(rule.Id + "/", StringComparison.Ordinal))
            .OrderByDescending(rule => rule.Id == "ROOT" ? 0 : rule.Id.Length).FirstOrDefault();

    /// <summary>The name that a repository has upstream.</summary>
    public string NameUpstream(string repository)
    {
        var name = Id == "ROOT" ? repository : repository[(Id.Length + 1)..];
        return UpstreamPrefix is null or "" or "ROOT" ? name : $"{UpstreamPrefix}/{name}";
    }
}
