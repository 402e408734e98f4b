using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>
/// What is set for a registry as a whole: one row an account and region, there from the first setting on.
/// </summary>
internal sealed record RegistryRow() : Row(TheId), IRow<RegistryRow>
{
    private const string TheId = "registry";

    public static RowKind<RegistryRow> Kind { get; } = new("ecr-registry");

    /// <summary>The registry policy as it was written, or null.</summary>
    public string? PolicyText { get; init; }

    public List<ReplicationRule> ReplicationRules { get; init; } = [];

    /// <summary><c>BASIC</c> or <c>ENHANCED</c>.</summary>
    public string ScanType { get; init; } = Virga.Wire.Ecr.ScanType.BASIC;

    public List<RegistryScanningRule> ScanRules { get; init; } = [];

    /// <summary>The signing rules, or null where none were ever set.</summary>
    public List<SigningRule>? SigningRules { get; init; }

    /// <summary>Account settings that differ from their default.</summary>
    public Dictionary<string, string> AccountSettings { get; init; } = [];

    /// <summary>Principals whose pulls do not count as pulls, with the time they were named.</summary>
    public List<PullTimeExclusion> PullTimeExclusions { get; init; } = [];

    /// <summary>The registry's settings, or the defaults.</summary>
    public static RegistryRow Of(WorldView at) => at.Find<RegistryRow>(TheId) ?? new();
}

/// <summary>A principal whose pulls are not recorded.</summary>
internal sealed record PullTimeExclusion(string PrincipalArn, DateTimeOffset CreatedAt);
