using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Tags an instance profile.</summary>
internal sealed class TagInstanceProfile : IMutation<TagInstanceProfileRequest, TagInstanceProfileResult>
{
    public static TagInstanceProfileResult Run(TagInstanceProfileRequest input, Change change)
    {
        change.Update<InstanceProfileRow>(
            input.InstanceProfileName!, row => row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
