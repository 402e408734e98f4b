using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>Says which repositories' images are to be signed.</summary>
internal sealed class PutSigningConfiguration
    : IMutation<PutSigningConfigurationRequest, PutSigningConfigurationResponse>
{
    public static PutSigningConfigurationResponse Run(PutSigningConfigurationRequest input, Change change)
    {
        var rules = input.SigningConfiguration?.Rules ?? [];
        change.Put(RegistryRow.Of(change) with { SigningRules = rules });
        return new() { SigningConfiguration = new() { Rules = rules } };
    }
}
