using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.AccountAttributes;

/// <summary>Chooses whether resources that AWS's services run are listed by default.</summary>
internal sealed class ModifyManagedResourceVisibility
    : IMutation<ModifyManagedResourceVisibilityRequest, ModifyManagedResourceVisibilityResult>
{
    public static ModifyManagedResourceVisibilityResult Run(
        ModifyManagedResourceVisibilityRequest input, Change change)
    {
        var row = change.At(ManagedResourceSettingsRow.Home(change)).Put(
            ManagedResourceSettingsRow.Of(change) with { DefaultVisibility = input.DefaultVisibility! });
        return new() { Visibility = new() { DefaultVisibility = row.DefaultVisibility } };
    }
}
