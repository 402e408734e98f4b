using System.Net;
using Microsoft.AspNetCore.Http;
using Virga.Iam.Evaluation;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Roles;
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
        if (api.Name == "sts" && Free.Contains(operation)) return;
        var query = http.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
        var facts = RequestFacts.Of(api.Protocol == WireProtocol.Json, body, query);
        var caller = CallerPolicies.Of(at, at.Caller);
        var context = RequestConditions.Of(
            at, caller, facts, http.HttpContext.Connection.RemoteIpAddress?.ToString(), http.Headers.UserAgent);
        foreach (var resource in ActionResources.Of(at, api.Name, operation, facts))
            Check(at, api, caller, $"{api.Name}:{operation}", resource, context);
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
            caller.Policies with { Resource = TrustPolicy(at, action, owner, resource) });
        var decision = PolicyEvaluator.Evaluate(request);
        if (!decision.IsAllowed) throw Refuse(api, request, decision);
    }

    /// <summary>The trust policy is the policy of the role as a resource of AssumeRole.</summary>
    private static SourcePolicy? TrustPolicy(WorldView at, string action, string owner, string resource)
    {
        if (action != "sts:AssumeRole") return null;
        var role = at.At(new Scope(owner, Scope.GlobalRegion)).Find<RoleRow>(IamArns.NameOf(resource));
        return role is null
            ? null
            : new("trust", "Trust Policy", PolicyReader.Read(role.TrustPolicy, PolicyKind.Trust));
    }

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
