using System.Net;
using Microsoft.AspNetCore.Http;
using Virga.Iam.Accounts;
using Virga.Iam.Evaluation;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire;

namespace Virga.Iam.Authorization;

/// <summary>
/// Refuses what policies do not allow. Runs only with <c>VIRGA_AUTH=enforce</c>, before the operation and its dry run.
/// </summary>
internal static class RequestAuthorization
{
    /// <summary>Operations that need no permission. Source: STS API Reference, "Permissions" of each.</summary>
    private static readonly string[] Free =
        ["GetCallerIdentity", "GetSessionToken", "GetAccessKeyInfo", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"];

    /// <exception cref="AwsException">The caller may not.</exception>
    public static void Check(
        WorldView at, ServiceApi api, string operation, HttpRequest http, ReadOnlyMemory<byte> body)
    {
        if ((api.Name == "sts" && Free.Contains(operation)) || IsOwnPassword(at, api, operation)) return;
        var query = http.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
        var facts = RequestFacts.Of(api.IsJson, body, query);
        var caller = CallerPolicies.Of(at, at.Caller);
        var context = RequestConditions.Of(
            at, caller, facts, http.HttpContext.Connection.RemoteIpAddress, http.Headers.UserAgent);
        var resources = ActionResources.Of(at, api.Name, operation, facts);
        foreach (var resource in resources)
            Check(at, api, caller, $"{api.Name}:{operation}", resource, WithTags(context, facts, resource));
        if (api.Name == "sts") CheckSession(at, api, caller, operation, resources, context, facts);
        if (api.Name == "ec2") CheckTags(at, api, caller, operation, context, facts);
        if (api.Name == "ec2" && PassedRole(at, facts) is { } role)
            Check(at, api, caller, "iam:PassRole", role, context.Copy().Set("iam:PassedToService",
                "ec2.amazonaws.com"));
    }

    private static void Check(
        WorldView at, ServiceApi api, CallerPolicies caller, string action, string resource, RequestContext context)
    {
        var owner = IamArns.AccountOf(resource) is { Length: 12 } account ? account : at.Account;
        var request = new AuthorizationRequest(
            caller.Principal, action, resource, owner, RequestConditions.OfResource(at, context, resource),
            caller.Policies with { Resource = ResourcePolicies.Of(at, action, owner, resource) });
        var decision = PolicyEvaluator.Evaluate(request);
        if (!decision.IsAllowed) throw Refuse(api, request, decision);
    }

    /// <summary>Tags that EC2 gives to what it makes are tags of that resource alone.</summary>
    private static RequestContext WithTags(RequestContext context, RequestFacts facts, string resource)
    {
        if (!resource.EndsWith("/*", StringComparison.Ordinal)) return context;
        var type = resource[(resource.LastIndexOf(':') + 1)..^2];
        return RequestConditions.SetTags(context.Copy(), facts.TagsOf(type).ToList());
    }

    /// <summary>
    /// Making something with tags needs the right to tag it. Source: EC2 User Guide, "Grant permission to tag Amazon
    /// EC2
    /// resources during creation".
    /// </summary>
    private static void CheckTags(
        WorldView at, ServiceApi api, CallerPolicies caller, string operation, RequestContext context,
        RequestFacts facts)
    {
        foreach (var type in facts.TaggedTypes())
        {
            var resource = Ec2Resources.Arn(at, type, "*");
            var tagging = WithTags(context, facts, resource).Copy().Set("ec2:CreateAction", operation);
            Check(at, api, caller, "ec2:CreateTags", resource, tagging);
        }
    }

    /// <summary>Tags and a source identity of a session need rights of their own, on both sides.</summary>
    private static void CheckSession(
        WorldView at, ServiceApi api, CallerPolicies caller, string operation, IReadOnlyList<string> roles,
        RequestContext context, RequestFacts facts)
    {
        if (operation != "AssumeRole") return;
        foreach (var role in roles)
        {
            if (facts.Tags().Any()) Check(at, api, caller, "sts:TagSession", role, context);
            if (facts.Find("SourceIdentity") is not null)
                Check(at, api, caller, "sts:SetSourceIdentity", role, context);
        }
    }

    /// <summary>The account's password policy can let each user change the own password.</summary>
    private static bool IsOwnPassword(WorldView at, ServiceApi api, string operation) =>
        api.Name == "iam" && operation is "ChangePassword" or "GetAccountPasswordPolicy"
        && UserView.NameOf(at.Caller) is not null
        && AccountRow.Of(at.At(at.Scope.Global)).PasswordPolicy is { CanUsersChange: true };

    /// <summary>Giving an instance a role needs the right to pass it.</summary>
    private static string? PassedRole(WorldView at, RequestFacts facts)
    {
        var named = facts.All.FirstOrDefault(one => one.Path.StartsWith("IamInstanceProfile.",
            StringComparison.Ordinal));
        if (named.Value is null) return null;
        var profile = named.Name == "Arn"
            ? InstanceProfileView.Find(at, named.Value, null)
            : InstanceProfileView.Find(at, null, named.Value);
        return at.At(at.Scope.Global).Find<RoleRow>(profile?.RoleName) is { } role
            ? RoleView.ArnOf(role, at.Account)
            : null;
    }

    private static AwsException Refuse(ServiceApi api, AuthorizationRequest request, PolicyDecision decision)
    {
        var who = $"User: {request.Principal.Arn} is not authorized to perform: {request.Action} on resource: "
            + $"{request.Resource} {decision.Reason(request.Action)}";
        return api.Protocol switch
        {
            WireProtocol.Ec2Query => new(
                "UnauthorizedOperation",
                $"You are not authorized to perform this operation. {who}. Encoded authorization failure message: "
                + AuthorizationMessage.Encode(request, decision),
                HttpStatusCode.Forbidden),
            WireProtocol.Query => new("AccessDenied", who, HttpStatusCode.Forbidden),
            _ => new("AccessDeniedException", who),
        };
    }
}
