using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes an instance's profile for another; the association gets a new id, as on AWS.</summary>
internal sealed class ReplaceIamInstanceProfileAssociation
    : IMutation<ReplaceIamInstanceProfileAssociationRequest, ReplaceIamInstanceProfileAssociationResult>
{
    public static ReplaceIamInstanceProfileAssociationResult Run(
        ReplaceIamInstanceProfileAssociationRequest input, Change change)
    {
        var instance = ProfileAssociations.Holder(change, input.AssociationId);
        var profile = LaunchProfile.Of(input.IamInstanceProfile, change)
            ?? throw CommonErrors.MissingParameter("IamInstanceProfile");
        var next = change.Put(instance with { Profile = profile });
        return new()
        {
            IamInstanceProfileAssociation =
                ProfileAssociations.View(next, IamInstanceProfileAssociationState.Associating),
        };
    }
}
