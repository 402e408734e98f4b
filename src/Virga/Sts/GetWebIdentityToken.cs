using Virga.Iam.Accounts;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives the caller a signed token by which services elsewhere know who it is.</summary>
internal sealed class GetWebIdentityToken : IMutation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse>
{
    public static GetWebIdentityTokenResponse Run(GetWebIdentityTokenRequest input, Change change)
    {
        var home = change.At(new Scope(change.Caller.Account, Scope.GlobalRegion));
        if (AccountRow.Of(home).Issuer is not { IsEnabled: true } issuer)
            throw StsErrors.OutboundFederationDisabled();
        if (input.SigningAlgorithm is not ("RS256" or "ES384"))
            throw StsErrors.Validation("The signing algorithm is RS256 or ES384.");
        var expires = change.Now.AddSeconds(input.DurationSeconds ?? DefaultSeconds);
        if (TemporaryCredentials.Of(change, change.Caller) is { } session && session.Expiration < expires)
            throw StsErrors.SessionDurationEscalation();
        var tags = SessionScope.None.WithTags(input.Tags, null, null).Tags;
        var token = new OutboundToken(issuer, input.SigningAlgorithm)
        {
            Subject = OutboundToken.SubjectOf(home, change.Caller),
            Audiences = input.Audience ?? [],
            IssuedAt = change.Now,
            Expires = expires,
            Id = change.NewUuid(),
            Account = change.Caller.Account,
            Region = change.Region,
            Tags = tags,
        };
        return new() { WebIdentityToken = token.Sign(), Expiration = expires };
    }

    /// <summary>Source: STS API Reference, GetWebIdentityToken.</summary>
    private const int DefaultSeconds = 300;
}
