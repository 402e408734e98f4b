using Virga.Iam.Evaluation;
using Virga.Iam.OpenIdConnectProviders;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives credentials of a role to an identity of an OpenID Connect provider.</summary>
internal sealed class AssumeRoleWithWebIdentity : IMutation<AssumeRoleWithWebIdentityRequest,
    AssumeRoleWithWebIdentityResponse>
{
    public static AssumeRoleWithWebIdentityResponse Run(AssumeRoleWithWebIdentityRequest input, Change change)
    {
        var token = WebIdentityToken.Read(input.WebIdentityToken!);
        if (token.Expires <= change.Now)
            throw StsErrors.ExpiredIdentityToken(
                $"Token expired: current date/time {change.Now.ToUnixTimeSeconds()} must be before the expiration "
                    + $"date/time "
                + $"{token.Expires.ToUnixTimeSeconds()}");
        var role = AssumedRole.Get(change, input.RoleArn, Action);
        var issuer = token.Issuer.Replace("https://", "", StringComparison.Ordinal).TrimEnd('/');
        var home = change.At(new Scope(role.Account, Virga.State.Scope.GlobalRegion));
        var provider = home.Find<OidcProviderRow>(issuer)
            ?? throw StsErrors.InvalidIdentityToken(
                $"No OpenIDConnect provider found in your account for {token.Issuer}");
        if (!token.Audiences.Any(provider.ClientIds.Contains))
            throw StsErrors.InvalidIdentityToken("Incorrect token audience");
        var context = new RequestContext().SetMany($"{issuer}:aud", token.Audiences)
            .Set("sts:RoleSessionName", input.RoleSessionName);
        foreach (var (name, value) in token.Claims)
            if (name != "aud") context.Set($"{issuer}:{name}", value);
        FederatedTrust.Check(role, Action, provider.ArnIn(role.Account), context);
        var scope = SessionScope.OfPolicies(change, role.Account, input.Policy, input.PolicyArns);
        var plan = TemporaryCredentials.RolePlan(
            role.Row, role.Account, input.RoleSessionName!, role.Seconds(input.DurationSeconds, false));
        var issued = TemporaryCredentials.Issue(change, role.Account, plan with { Scope = scope });
        return new()
        {
            Credentials = TemporaryCredentials.Show(issued),
            SubjectFromWebIdentityToken = token.Subject,
            AssumedRoleUser = AssumedRole.Show(issued),
            PackedPolicySize = scope.PackedSize,
            Provider = provider.ArnIn(role.Account),
            Audience = token.Audiences.First(provider.ClientIds.Contains),
        };
    }

    private const string Action = "sts:AssumeRoleWithWebIdentity";
}
