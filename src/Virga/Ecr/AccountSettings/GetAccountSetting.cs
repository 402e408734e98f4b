using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.AccountSettings;

/// <summary>Shows an account setting of the registry.</summary>
internal sealed class GetAccountSetting : IQuery<GetAccountSettingRequest, GetAccountSettingResponse>
{
    public static GetAccountSettingResponse Run(GetAccountSettingRequest input, WorldView at) => new()
    {
        Name = input.Name,
        Value = RegistryRow.Of(at).AccountSettings.GetValueOrDefault(input.Name ?? "")
            ?? AccountSettingNames.Default(input.Name ?? ""),
    };
}
