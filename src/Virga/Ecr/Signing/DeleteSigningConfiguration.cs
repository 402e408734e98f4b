using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>Removes the signing rules.</summary>
internal sealed class DeleteSigningConfiguration
    : IMutation<DeleteSigningConfigurationRequest, DeleteSigningConfigurationResponse>
{
    public static DeleteSigningConfigurationResponse Run(DeleteSigningConfigurationRequest input, Change change)
    {
        var registry = RegistryRow.Of(change);
        var rules = registry.SigningRules ?? throw EcrErrors.SigningConfigurationNotFound(change.Account);
        change.Put(registry with { SigningRules = null });
        return new() { RegistryId = change.Account, SigningConfiguration = new() { Rules = rules } };
    }
}
