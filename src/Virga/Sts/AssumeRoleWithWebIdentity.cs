using Virga.Iam.Evaluation;
using Virga.Iam.OpenIdConnectProviders;
using Virga.Service;
using Virga.State;
using Virga.Sts.Federation;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives credentials of a role to an identity of an OpenID Connect provider.</summary>
internal sealed class AssumeRoleWithWebIdentity : IExchange<AssumeRoleWithWebIdentityRequest,
    AssumeRoleWithWebIdentityResponse>
{
    public static async ValueTask<AssumeRoleWithWebIdentityResponse> RunAsync(
        AssumeRoleWithWebIdentityRequest input, Session session, CancellationToken cancellation)
    {
        var token = WebIdentityToken.Read(input.WebIdentityToken!);
        // Everything that can be refused without asking the issuer is; so nobody makes us ask for nothing.
        session.Store.Try(session.Scope, session.Caller, change => Run(input, token, change));
        var home = session.Read().At(new Scope(input.RoleArn!.Split(':')[4], Scope.GlobalRegion));
        if (!await IsGenuineAsync(input, token, home, session, cancellation).ConfigureAwait(false))
            throw StsErrors.InvalidIdentityToken(
                "The ID Token provided is not a valid JWT: no key of its issuer made its signature");
        return await session.CommitAsync(change => Run(input, token, change)).ConfigureAwait(false);
    }

    /// <summary>Whether a key of the issuer signed it; or nobody knows any, and that is not asked for.</summary>
    private static async ValueTask<bool> IsGenuineAsync(
        AssumeRoleWithWebIdentityRequest input, WebIdentityToken token, WorldView home, Session session,
        CancellationToken cancellation)
    {
        var keys = Iam.OutboundFederation.IssuerKeys.Of(session.Store.World, token.Issuer);
        if (keys is null && session.Outside.IssuerKeys is { } source)
        {
            var provider = home.Find<OidcProviderRow>(IdOf(token));
            keys = await source.FindAsync(token.Issuer, provider?.Thumbprints ?? [], cancellation)
                .ConfigureAwait(false);
        }

        if (keys is { } known) return TokenSignature.IsBy(input.WebIdentityToken!, known);
        return home.Rules.IsAuthEnforced ? throw StsErrors.NoVerificationKey() : true;
    }

    private static AssumeRoleWithWebIdentityResponse Run(
        AssumeRoleWithWebIdentityRequest input, WebIdentityToken token, Change change)
    {
        if (token.Expires <= change.Now)
            throw StsErrors.ExpiredIdentityToken(
                $"Token expired: current date/time {change.Now.ToUnixTimeSeconds()} must be before the expiration "
                    + $"date/time "
                + $"{token.Expires.ToUnixTimeSeconds()}");
        var role = AssumedRole.Get(change, input.RoleArn, Action);
        var issuer = IdOf(token);
        var home = change.At(new Scope(role.Account, Scope.GlobalRegion));
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

    /// <summary>The issuer's address as the ARN of a provider has it.</summary>
    private static string IdOf(WebIdentityToken token) =>
        token.Issuer.Replace("https://", "", StringComparison.Ordinal).TrimEnd('/');

    private const string Action = "sts:AssumeRoleWithWebIdentity";
}
