using Virga.Iam.Accounts;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OutboundFederation;

/// <summary>Gives out no more tokens; those that are out stay valid until they expire.</summary>
internal sealed class DisableOutboundWebIdentityFederation : IMutation<DisableOutboundWebIdentityFederationRequest,
    DisableOutboundWebIdentityFederationResult>
{
    public static DisableOutboundWebIdentityFederationResult Run(
        DisableOutboundWebIdentityFederationRequest input, Change change)
    {
        var account = AccountRow.Of(change);
        if (account.Issuer is not { IsEnabled: true } issuer) throw IamErrors.FeatureDisabled();
        change.Put(account with { Issuer = issuer with { IsEnabled = false } });
        return new();
    }
}
