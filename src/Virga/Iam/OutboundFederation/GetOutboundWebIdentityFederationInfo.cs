using Virga.Iam.Accounts;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OutboundFederation;

/// <summary>Says by what name the account issues tokens.</summary>
internal sealed class GetOutboundWebIdentityFederationInfo : IQuery<GetOutboundWebIdentityFederationInfoRequest,
    GetOutboundWebIdentityFederationInfoResponse>
{
    public static GetOutboundWebIdentityFederationInfoResponse Run(
        GetOutboundWebIdentityFederationInfoRequest input, WorldView at) =>
        AccountRow.Of(at).Issuer is { IsEnabled: true } issuer
            ? new() { IssuerIdentifier = issuer.Identifier, JwtVendingEnabled = true }
            : throw IamErrors.FeatureDisabled();
}
