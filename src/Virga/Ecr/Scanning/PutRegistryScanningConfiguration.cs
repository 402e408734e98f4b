using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>Sets the registry's kind of scanning and its rules.</summary>
internal sealed class PutRegistryScanningConfiguration
    : IMutation<PutRegistryScanningConfigurationRequest, PutRegistryScanningConfigurationResponse>
{
    public static PutRegistryScanningConfigurationResponse Run(
        PutRegistryScanningConfigurationRequest input, Change change)
    {
        var registry = RegistryRow.Of(change);
        var type = input.ScanType ?? registry.ScanType;
        var rules = input.Rules ?? [];
        if (type == ScanType.BASIC && rules.Exists(rule => rule.ScanFrequency == ScanFrequency.CONTINUOUSSCAN))
            throw EcrErrors.InvalidParameter(
                "rules", "CONTINUOUS_SCAN is not a valid scan frequency for BASIC scanning");
        change.Put(registry with { ScanType = type, ScanRules = rules });
        return new() { RegistryScanningConfiguration = new() { ScanType = type, Rules = rules } };
    }
}
