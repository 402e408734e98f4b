using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.AccountAttributes;

/// <summary>Tells whether resources that AWS's services run are listed by default.</summary>
internal sealed class GetManagedResourceVisibility
    : IQuery<GetManagedResourceVisibilityRequest, GetManagedResourceVisibilityResult>
{
    public static GetManagedResourceVisibilityResult Run(GetManagedResourceVisibilityRequest input, WorldView at) =>
        new() { Visibility = new() { DefaultVisibility = ManagedResourceSettingsRow.Of(at).DefaultVisibility } };
}
