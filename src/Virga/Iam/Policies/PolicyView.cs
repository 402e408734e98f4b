using Virga.Iam.ManagedPolicies;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Managed policies as IAM shows them.</summary>
internal static class PolicyView
{
    /// <summary>As listings show an own policy: neither description nor tags.</summary>
    public static Policy Of(PolicyRow row, WorldView at)
    {
        var arn = ManagedPolicyLookup.ArnOf(row, at.Account);
        return new()
        {
            PolicyName = row.Id,
            PolicyId = row.UniqueId,
            Arn = arn,
            Path = row.Path,
            DefaultVersionId = row.DefaultVersionId,
            AttachmentCount = PolicyUse.Attached(at, arn).Count(),
            PermissionsBoundaryUsageCount = PolicyUse.Bounded(at, arn).Count(),
            IsAttachable = true,
            CreateDate = row.CreateDate,
            UpdateDate = row.UpdateDate,
        };
    }

    /// <summary>As GetPolicy shows it.</summary>
    public static Policy Whole(PolicyRow row, WorldView at)
    {
        var policy = Of(row, at);
        policy.Description = row.Description;
        policy.Tags = IamTagging.List(row.Tags);
        return policy;
    }

    /// <summary>A policy that AWS publishes.</summary>
    public static Policy Of(ManagedPolicyFacts facts, WorldView at)
    {
        var arn = facts.Arn("aws");
        return new()
        {
            PolicyName = facts.Name,
            PolicyId = facts.PolicyId,
            Arn = arn,
            Path = facts.Path,
            DefaultVersionId = facts.DefaultVersionId,
            AttachmentCount = PolicyUse.Attached(at, arn).Count(),
            PermissionsBoundaryUsageCount = PolicyUse.Bounded(at, arn).Count(),
            IsAttachable = true,
            CreateDate = facts.CreateDate,
            UpdateDate = facts.UpdateDate,
        };
    }

    /// <summary>A version; the document only where the operation gives it.</summary>
    public static PolicyVersion Of(PolicyVersionFacts version, string defaultVersionId) => new()
    {
        VersionId = version.VersionId,
        IsDefaultVersion = version.VersionId == defaultVersionId,
        CreateDate = version.CreateDate,
    };
}
