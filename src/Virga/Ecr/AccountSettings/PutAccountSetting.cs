using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.AccountSettings;

/// <summary>Sets an account setting of the registry.</summary>
internal sealed class PutAccountSetting : IMutation<PutAccountSettingRequest, PutAccountSettingResponse>
{
    public static PutAccountSettingResponse Run(PutAccountSettingRequest input, Change change)
    {
        AccountSettingNames.Check(input.Name ?? "", input.Value ?? "");
        var registry = RegistryRow.Of(change);
        change.Put(registry with
        {
            AccountSettings = new(registry.AccountSettings) { [input.Name!] = input.Value! },
        });
        return new() { Name = input.Name, Value = input.Value };
    }
}
