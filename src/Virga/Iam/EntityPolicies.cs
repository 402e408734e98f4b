using Virga.Iam.Evaluation;
using Virga.Iam.Policies;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam;

/// <summary>Managed and inline policies of users, groups and roles: what their operations have in common.</summary>
internal static class EntityPolicies
{
    /// <summary>Quota of managed policies of one entity. Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxAttached = 10;

    /// <summary>Attaches a managed policy; a second time is no error.</summary>
    public static T Attach<T>(WorldView at, T entity, string? arn, string kind)
        where T : IamEntityRow
    {
        ManagedPolicyLookup.CheckArn(arn);
        if (!ManagedPolicyLookup.Exists(at, arn!)) throw IamErrors.NotAttachable(arn!);
        if (entity.AttachedPolicies.Contains(arn)) return entity;
        if (entity.AttachedPolicies.Count >= MaxAttached) throw IamErrors.Quota($"PoliciesPer{kind}", MaxAttached);
        return entity with { AttachedPolicies = [.. entity.AttachedPolicies, arn!] };
    }

    public static T Detach<T>(T entity, string? arn)
        where T : IamEntityRow
    {
        ManagedPolicyLookup.CheckArn(arn);
        return entity.AttachedPolicies.Contains(arn)
            ? entity with { AttachedPolicies = [.. entity.AttachedPolicies.Where(one => one != arn)] }
            : throw IamErrors.NoSuchPolicy(arn!);
    }

    /// <summary>Adds or replaces an inline policy. The limit counts all of the entity's, without white space.</summary>
    public static T Put<T>(T entity, string? name, string? document, string kind, int maxSize)
        where T : IamEntityRow
    {
        var policies = new SortedDictionary<string, string>(entity.InlinePolicies, StringComparer.Ordinal)
        {
            [name!] = PolicyDocuments.Check(document, PolicyKind.Identity),
        };
        return policies.Values.Sum(PolicyDocuments.SizeOf) <= maxSize
            ? entity with { InlinePolicies = policies }
            : throw IamErrors.LimitExceeded($"Maximum policy size of {maxSize} bytes exceeded for {kind} {entity.Id}");
    }

    public static T Delete<T>(T entity, string? name, string kind)
        where T : IamEntityRow
    {
        Get(entity, name, kind);
        var policies = new SortedDictionary<string, string>(entity.InlinePolicies, StringComparer.Ordinal);
        policies.Remove(name!);
        return entity with { InlinePolicies = policies };
    }

    /// <summary>The document, encoded as answers carry it.</summary>
    public static string Get(IamEntityRow entity, string? name, string kind) =>
        entity.InlinePolicies.TryGetValue(name ?? "", out var document)
            ? PolicyDocuments.Encode(document)
            : throw IamErrors.NoSuchEntity($"The {kind} policy with name {name} cannot be found.");

    public static IamPage<string> Names(IamEntityRow entity, int? maxItems, string? marker) =>
        IamPage.Of(entity.InlinePolicies.Keys, name => name, maxItems, marker);

    public static IamPage<AttachedPolicy> Attached(
        IamEntityRow entity, string? pathPrefix, int? maxItems, string? marker)
    {
        var attached = entity.AttachedPolicies
            .Where(arn => arn[arn.IndexOf('/', StringComparison.Ordinal)..].StartsWith(
                pathPrefix ?? "/", StringComparison.Ordinal))
            .Select(arn => new AttachedPolicy { PolicyArn = arn, PolicyName = IamArns.NameOf(arn) });
        return IamPage.Of(attached, policy => policy.PolicyName!, maxItems, marker);
    }

    public static T Bound<T>(WorldView at, T entity, string? arn)
        where T : IamEntityRow
    {
        CheckBoundary(at, arn!);
        return entity with { PermissionsBoundary = arn };
    }

    public static void CheckBoundary(WorldView at, string arn)
    {
        ManagedPolicyLookup.CheckArn(arn);
        if (!ManagedPolicyLookup.Exists(at, arn))
            throw IamErrors.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");
    }

    /// <summary>As users and roles show it.</summary>
    public static AttachedPermissionsBoundary? ShowBoundary(IamEntityRow entity) =>
        entity.PermissionsBoundary is not { } arn
            ? null
            : new() { PermissionsBoundaryArn = arn, PermissionsBoundaryType = "Policy" };

    /// <summary>What is left of an entity must be removed before it is deleted.</summary>
    public static void CheckUnused(IamEntityRow entity)
    {
        if (entity.AttachedPolicies.Count > 0) throw IamErrors.DeleteConflict("detach all policies");
        if (entity.InlinePolicies.Count > 0) throw IamErrors.DeleteConflict("delete policies");
    }

    /// <summary>A new path, or the one that IAM gives when nobody says.</summary>
    public static string Path(string? path) => string.IsNullOrEmpty(path) ? "/" : path;
}
