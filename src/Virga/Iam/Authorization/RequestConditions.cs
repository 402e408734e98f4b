using System.Globalization;
using Virga.Iam.Evaluation;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>
/// The condition keys of a request. Source: IAM User Guide, "AWS global condition context keys", and the Service
/// Authorization Reference of EC2 and STS.
/// </summary>
internal static class RequestConditions
{
    public static RequestContext Of(
        WorldView at, CallerPolicies caller, RequestFacts facts, string? sourceAddress, string? userAgent)
    {
        var context = new RequestContext()
            .Set("aws:SourceIp", sourceAddress)
            .Set("aws:UserAgent", userAgent)
            .Set("aws:SecureTransport", "false")
            .Set("aws:CurrentTime", at.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture))
            .Set("aws:EpochTime", at.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Set("aws:RequestedRegion", at.Region)
            .Set("ec2:Region", at.Region)
            .Set("ec2:InstanceType", facts.Find("InstanceType"))
            .Set("sts:ExternalId", facts.Find("ExternalId"))
            .Set("sts:RoleSessionName", facts.Find("RoleSessionName"))
            .Set("sts:SourceIdentity", facts.Find("SourceIdentity"))
            .Set("iam:PolicyARN", facts.Find("PolicyArn"))
            .Set("iam:PermissionsBoundary", facts.Find("PermissionsBoundary"));
        SetPrincipal(context, caller);
        var tags = facts.Tags().ToList();
        foreach (var (key, value) in tags) context.Set($"aws:RequestTag/{key}", value);
        if (tags.Count > 0) context.SetMany("aws:TagKeys", tags.Select(tag => tag.Key));
        return context;
    }

    /// <summary>The same for one resource, with its tags.</summary>
    public static RequestContext OfResource(WorldView at, RequestContext context, string arn)
    {
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        if (at.Find<TagsRow>(id) is not { } row) return context;
        var copy = context.Copy();
        foreach (var (key, value) in row.Tags)
            copy.Set($"aws:ResourceTag/{key}", value).Set($"ec2:ResourceTag/{key}", value);
        return copy;
    }

    private static void SetPrincipal(RequestContext context, CallerPolicies caller)
    {
        var principal = caller.Principal;
        context.Set("aws:PrincipalArn", principal.RoleArn ?? principal.Arn)
            .Set("aws:PrincipalAccount", principal.Account)
            .Set("aws:PrincipalType", principal.IsRoot ? "Account" : caller.Session?.RoleName is null
                ? "User" : "AssumedRole")
            .Set("aws:userid", caller.Session?.UserId ?? principal.UniqueId)
            .Set("aws:username", caller.Session?.RoleName is null ? (caller.Entity as UserRow)?.Id : null)
            .Set("aws:SourceIdentity", caller.Session?.SourceIdentity);
        if (caller.Session is { } session)
            context.Set("aws:MultiFactorAuthPresent", session.HasMfa ? "true" : "false").Set("aws:TokenIssueTime",
                session.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var tag in (caller.Entity?.Tags ?? []).Concat(caller.Session?.Tags ?? []))
            context.Set($"aws:PrincipalTag/{tag.Key}", tag.Value);
    }
}
