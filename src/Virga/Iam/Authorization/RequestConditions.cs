using System.Globalization;
using System.Net;
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
        WorldView at, CallerPolicies caller, RequestFacts facts, IPAddress? source, string? userAgent)
    {
        var context = new RequestContext()
            .Set("aws:SourceIp", (source is { IsIPv4MappedToIPv6: true } ? source.MapToIPv4() : source)?.ToString())
            .Set("aws:UserAgent", userAgent)
            .Set("aws:SecureTransport", "false")
            .Set("aws:ViaAWSService", "false")
            .Set("aws:PrincipalIsAWSService", "false")
            .Set("aws:CurrentTime", Time(at.Now))
            .Set("aws:EpochTime", at.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Set("aws:RequestedRegion", at.Region)
            .Set("sts:ExternalId", facts.Find("ExternalId"))
            .Set("sts:RoleSessionName", facts.Find("RoleSessionName"))
            .Set("sts:SourceIdentity", facts.Find("SourceIdentity"))
            .Set("iam:PolicyARN", facts.Find("PolicyArn"))
            .Set("iam:PermissionsBoundary", facts.Find("PermissionsBoundary"))
            .Set("iam:AWSServiceName", facts.Find("AWSServiceName"));
        Ec2Conditions.SetRequest(at, context, facts);
        SetPrincipal(at, context, caller);
        SetTags(context, facts.Tags().ToList());
        if (facts.TagKeys().ToList() is { Count: > 0 } keys) context.SetMany("aws:TagKeys", keys);

        // A code of a device comes with the very request; whether it is right, the operation says.
        if (facts.Find("TokenCode") is not null) context.Set("aws:MultiFactorAuthPresent", "true");
        return context;
    }

    /// <summary>The same for one resource, with its tags and what it is.</summary>
    public static RequestContext OfResource(WorldView at, RequestContext context, string arn)
    {
        var copy = context.Copy();
        if (IamArns.AccountOf(arn) is { } owner)
            copy.Set("aws:ResourceAccount", owner.Length == 12 ? owner : at.Account);
        foreach (var (key, value) in ResourceTags.Of(at, arn))
            copy.Set($"aws:ResourceTag/{key}", value).Set($"{ServiceOf(arn)}:ResourceTag/{key}", value);
        if (arn.StartsWith("arn:aws:ec2:", StringComparison.Ordinal)) Ec2Conditions.SetResource(at, copy, arn);
        return copy;
    }

    /// <summary>Tags that are given to one resource.</summary>
    public static RequestContext SetTags(RequestContext context, List<(string Key, string Value)> tags)
    {
        foreach (var (key, value) in tags) context.Set($"aws:RequestTag/{key}", value);
        if (tags.Count > 0) context.SetMany("aws:TagKeys", tags.Select(tag => tag.Key));
        return context;
    }

    private static string ServiceOf(string arn) => arn.Split(':', 4)[2];

    private static void SetPrincipal(WorldView at, RequestContext context, CallerPolicies caller)
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
        {
            context.Set("aws:MultiFactorAuthPresent", session.HasMfa ? "true" : "false")
                .Set("aws:TokenIssueTime", Time(session.IssuedAt));
            if (session.HasMfa)
                context.Set("aws:MultiFactorAuthAge",
                    ((long)(at.Now - session.IssuedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var tag in (caller.Entity?.Tags ?? []).Concat(caller.Session?.Tags ?? []))
            context.Set($"aws:PrincipalTag/{tag.Key}", tag.Value);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
