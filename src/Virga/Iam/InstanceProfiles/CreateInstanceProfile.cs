using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Creates an instance profile.</summary>
internal sealed class CreateInstanceProfile : IMutation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>
{
    public static CreateInstanceProfileResponse Run(CreateInstanceProfileRequest input, Change change)
    {
        if (change.Find<InstanceProfileRow>(input.InstanceProfileName) is not null)
            throw IamErrors.AlreadyExists($"Instance Profile {input.InstanceProfileName} already exists.");
        var row = change.Put(new InstanceProfileRow(input.InstanceProfileName!)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.InstanceProfile),
            CreateDate = change.Now,
            Tags = IamTagging.New(input.Tags),
        });
        return new() { InstanceProfile = InstanceProfileView.Of(row, change) };
    }
}
