using Virga.Iam.Evaluation;

namespace Virga.Sts;

/// <summary>
/// Asks a role's trust policy about an identity of a provider. Such requests carry no signature, so the trust policy is
/// all
/// there is; it is asked whether policies are enforced or not.
/// </summary>
internal static class FederatedTrust
{
    public static void Check(AssumedRole role, string action, string providerArn, RequestContext context)
    {
        var principal = new RequestPrincipal("", providerArn) { FederatedProvider = providerArn };
        var trust = new SourcePolicy("trust", "Trust Policy", PolicyReader.Read(role.Row.TrustPolicy,
            PolicyKind.Trust));
        var decision = PolicyEvaluator.EvaluateTrust(
            new(principal, action, role.Arn, role.Account, context, new() { Resource = trust }));
        if (!decision.IsAllowed) throw StsErrors.AccessDenied($"Not authorized to perform {action}");
    }
}
