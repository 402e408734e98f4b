using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Shows an instance profile.</summary>
internal sealed class GetInstanceProfile : IQuery<GetInstanceProfileRequest, GetInstanceProfileResponse>
{
    public static GetInstanceProfileResponse Run(GetInstanceProfileRequest input, WorldView at) =>
        new() { InstanceProfile = InstanceProfileView.Of(at.Get<InstanceProfileRow>(input.InstanceProfileName!), at) };
}
