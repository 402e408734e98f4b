using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>
/// Says what tokens the global endpoint of STS gives. All regions are on here, so both kinds are valid everywhere; the
/// account's summary shows which it is.
/// </summary>
internal sealed class SetSecurityTokenServicePreferences : IMutation<SetSecurityTokenServicePreferencesRequest,
    SetSecurityTokenServicePreferencesResult>
{
    public static SetSecurityTokenServicePreferencesResult Run(
        SetSecurityTokenServicePreferencesRequest input, Change change)
    {
        var version = input.GlobalEndpointTokenVersion == "v2Token" ? 2 : 1;
        change.Put(AccountRow.Of(change) with { TokenVersion = version });
        return new();
    }
}
