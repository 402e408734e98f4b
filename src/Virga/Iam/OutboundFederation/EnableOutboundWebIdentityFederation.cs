using Virga.Iam.Accounts;
using Virga.Service;
using Virga.Wire.Iam;

namespace Virga.Iam.OutboundFederation;

/// <summary>Lets the account give out tokens by which others know its users and roles.</summary>
internal sealed class EnableOutboundWebIdentityFederation : IExchange<EnableOutboundWebIdentityFederationRequest,
    EnableOutboundWebIdentityFederationResponse>
{
    public static async ValueTask<EnableOutboundWebIdentityFederationResponse> RunAsync(
        EnableOutboundWebIdentityFederationRequest input, Session session, CancellationToken cancellation)
    {
        var (rsa, curve) = OutboundIssuer.NewKeys();
        return await session.CommitAsync(change =>
        {
            var account = AccountRow.Of(change);
            if (account.Issuer is { IsEnabled: true }) throw IamErrors.FeatureEnabled();
            var issuer = account.Issuer is { } before
                ? before with { IsEnabled = true }
                : new($"https://{change.NewUuid()}.tokens.sts.global.api.aws", rsa, curve, IsEnabled: true);
            change.Put(account with { Issuer = issuer });
            return new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = issuer.Identifier };
        }).ConfigureAwait(false);
    }
}
