using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>
/// Trades the token of an accepted delegation request for credentials. No such request can be made here (see
/// <see cref="Iam.DelegationRequests.CreateDelegationRequest"/>), so no token is a good one.
/// </summary>
internal sealed class GetDelegatedAccessToken : IQuery<GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse>
{
    public static GetDelegatedAccessTokenResponse Run(GetDelegatedAccessTokenRequest input, WorldView at) =>
        throw StsErrors.AccessDenied("The trade-in token is not valid.");
}
