using Virga.Iam.InstanceProfiles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The IAM instance profile that a request names, by name or ARN.</summary>
internal static class LaunchProfile
{
    /// <summary>The profile with a new association; null when none is named.</summary>
    public static InstanceProfileRow? Of(IamInstanceProfileSpecification? asked, Change change)
    {
        // Terraform sends an empty name where it means none.
        if (asked is null || (string.IsNullOrEmpty(asked.Arn) && string.IsNullOrEmpty(asked.Name))) return null;
        if (asked.Arn is not null && asked.Name is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter 'iamInstanceProfile.name' may not be used in combination with "
                + "'iamInstanceProfile.arn'");
        if (InstanceProfileView.Find(change, asked.Arn, asked.Name) is not { } profile)
            throw CommonErrors.InvalidParameterValue(asked.Name is null
                ? $"Value ({asked.Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile "
                    + "ARN"
                : $"Value ({asked.Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
                    + "Profile name");
        return new(change.NewId("iip-assoc"), InstanceProfileView.ArnOf(profile, change.Account), profile.UniqueId)
        {
            Since = change.Now,
        };
    }
}
