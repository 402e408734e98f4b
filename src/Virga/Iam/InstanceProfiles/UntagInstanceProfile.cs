using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Removes tags of an instance profile.</summary>
internal sealed class UntagInstanceProfile : IMutation<UntagInstanceProfileRequest, UntagInstanceProfileResult>
{
    public static UntagInstanceProfileResult Run(UntagInstanceProfileRequest input, Change change)
    {
        change.Update<InstanceProfileRow>(
            input.InstanceProfileName!, row => row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
