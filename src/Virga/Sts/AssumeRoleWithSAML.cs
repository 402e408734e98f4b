using Virga.Iam.Evaluation;
using Virga.Iam.SamlProviders;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives credentials of a role to an identity of a SAML provider.</summary>
internal sealed class AssumeRoleWithSAML : IMutation<AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse>
{
    public static AssumeRoleWithSAMLResponse Run(AssumeRoleWithSAMLRequest input, Change change)
    {
        var assertion = SamlAssertion.Read(input.SAMLAssertion!);
        if (assertion.Expires <= change.Now)
            throw StsErrors.ExpiredIdentityToken("Token must be redeemed within 5 minutes of issuance");
        if (!assertion.Roles.Contains((input.RoleArn!, input.PrincipalArn!)))
            throw StsErrors.AccessDenied("Not authorized to perform sts:AssumeRoleWithSAML");
        var role = AssumedRole.Get(change, input.RoleArn, Action);
        var home = change.At(new Scope(role.Account, Virga.State.Scope.GlobalRegion));
        var provider = SamlProviderRow.Get(home, input.PrincipalArn);
        CheckSignature(assertion, SamlMetadata.Read(provider.Metadata), change);
        var context = new RequestContext().Set("SAML:aud", assertion.Audience).Set("SAML:iss", assertion.Issuer)
            .Set("SAML:sub", assertion.Subject).Set("SAML:sub_type", assertion.SubjectFormat);
        FederatedTrust.Check(role, Action, provider.ArnIn(role.Account), context);
        var scope = SessionScope.OfPolicies(change, role.Account, input.Policy, input.PolicyArns);
        var plan = TemporaryCredentials.RolePlan(
            role.Row, role.Account, assertion.SessionName, role.Seconds(input.DurationSeconds, false));
        var issued = TemporaryCredentials.Issue(change, role.Account, plan with { Scope = scope });
        return new()
        {
            Credentials = TemporaryCredentials.Show(issued),
            AssumedRoleUser = AssumedRole.Show(issued),
            PackedPolicySize = scope.PackedSize,
            Subject = assertion.Subject,
            SubjectType = assertion.SubjectFormat,
            Issuer = assertion.Issuer,
            Audience = assertion.Audience,
            NameQualifier = SamlNames.Qualifier(assertion.Issuer, role.Account, provider.Id),
        };
    }

    /// <summary>
    /// A provider that names its keys is held to them; one that does not is believed, unless all signatures are
    /// verified.
    /// </summary>
    private static void CheckSignature(SamlAssertion assertion, SamlMetadata? metadata, Change change)
    {
        if (metadata is { Certificates.Count: > 0 })
        {
            if (!assertion.IsSignedBy(metadata.Certificates)) throw Invalid();
            if (assertion.Issuer != metadata.EntityId)
                throw StsErrors.InvalidIdentityToken("Issuer not present in specified provider");
        }
        else if (change.Rules.IsAuthEnforced) throw Invalid();
    }

    /// <summary>Source: IAM User Guide, "Troubleshoot SAML federation with IAM".</summary>
    private static Service.AwsException Invalid() => StsErrors.InvalidIdentityToken("Response signature invalid");

    private const string Action = "sts:AssumeRoleWithSAML";
}
