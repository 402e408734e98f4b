using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Tells whether images may be shared with everybody.</summary>
internal sealed class GetImageBlockPublicAccessState
    : IQuery<GetImageBlockPublicAccessStateRequest, GetImageBlockPublicAccessStateResult>
{
    public static GetImageBlockPublicAccessStateResult Run(
        GetImageBlockPublicAccessStateRequest input, WorldView at) => new()
    {
        ImageBlockPublicAccessState = ImageSettingsRow.Of(at).IsPublicAccessBlocked
            ? ImageBlockPublicAccessEnabledState.BlockNewSharing
            : ImageBlockPublicAccessDisabledState.Unblocked,
        ManagedBy = ManagedBy.Account,
    };
}
