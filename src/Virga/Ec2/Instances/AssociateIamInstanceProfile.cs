using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Gives an instance a profile; it may hold one.</summary>
internal sealed class AssociateIamInstanceProfile
    : IMutation<AssociateIamInstanceProfileRequest, AssociateIamInstanceProfileResult>
{
    public static AssociateIamInstanceProfileResult Run(AssociateIamInstanceProfileRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (instance.State is not (InstanceStateName.Running or InstanceStateName.Stopped
            or InstanceStateName.Pending))
            throw Ec2Errors.IncorrectInstanceState(
                instance.Id, "The instance '{id}' is not in the 'running' or 'stopped' states.");
        if (instance.Profile is not null)
            throw Ec2Errors.IncorrectState($"There is an existing association for instance {instance.Id}");
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
