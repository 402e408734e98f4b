using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>The signing rules of a registry.</summary>
internal static class SigningRules
{
    /// <summary>Those that want the images of a repository signed.</summary>
    public static List<SigningRule> Of(WorldView registry, string repository) =>
        [.. (RegistryRow.Of(registry).SigningRules ?? []).Where(rule => Applies(rule, repository))];

    private static bool Applies(SigningRule rule, string repository) =>
        rule.RepositoryFilters is not { Count: > 0 } filters
        || filters.Exists(filter => Wildcard.IsMatch(filter.Filter ?? "", repository));
}
