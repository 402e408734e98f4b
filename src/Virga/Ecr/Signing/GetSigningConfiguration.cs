using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>Shows the signing rules.</summary>
internal sealed class GetSigningConfiguration : IQuery<GetSigningConfigurationRequest, GetSigningConfigurationResponse>
{
    public static GetSigningConfigurationResponse Run(GetSigningConfigurationRequest input, WorldView at) => new()
    {
        RegistryId = at.Account,
        SigningConfiguration = new()
        {
            Rules = RegistryRow.Of(at).SigningRules ?? throw EcrErrors.SigningConfigurationNotFound(at.Account),
        },
    };
}
