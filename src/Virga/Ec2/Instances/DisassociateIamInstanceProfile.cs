using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Takes an instance's profile away.</summary>
internal sealed class DisassociateIamInstanceProfile
    : IMutation<DisassociateIamInstanceProfileRequest, DisassociateIamInstanceProfileResult>
{
    public static DisassociateIamInstanceProfileResult Run(
        DisassociateIamInstanceProfileRequest input, Change change)
    {
        var instance = ProfileAssociations.Holder(change, input.AssociationId);
        change.Put(instance with { Profile = null });
        return new()
        {
            IamInstanceProfileAssociation =
                ProfileAssociations.View(instance, IamInstanceProfileAssociationState.Disassociating),
        };
    }
}
