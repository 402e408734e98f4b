using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>Shows the registry's kind of scanning and its rules.</summary>
internal sealed class GetRegistryScanningConfiguration
    : IQuery<GetRegistryScanningConfigurationRequest, GetRegistryScanningConfigurationResponse>
{
    public static GetRegistryScanningConfigurationResponse Run(
        GetRegistryScanningConfigurationRequest input, WorldView at)
    {
        var registry = RegistryRow.Of(at);
        return new()
        {
            RegistryId = at.Account,
            ScanningConfiguration = new() { ScanType = registry.ScanType, Rules = registry.ScanRules },
        };
    }
}
