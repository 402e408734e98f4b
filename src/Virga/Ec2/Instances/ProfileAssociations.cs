using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Associations of instances and IAM instance profiles; an instance holds its own.</summary>
internal static class ProfileAssociations
{
    public static IamInstanceProfileAssociation View(InstanceRow instance, string state) => new()
    {
        AssociationId = instance.Profile!.AssociationId,
        InstanceId = instance.Id,
        IamInstanceProfile = new() { Arn = instance.Profile.Arn, Id = instance.Profile.ProfileId },
        State = state,
        Timestamp = instance.Profile.Since,
    };

    /// <summary>The instance that holds this association, or AWS's error.</summary>
    public static InstanceRow Holder(WorldView at, string? associationId) =>
        at.Rows<InstanceRow>().FirstOrDefault(row => row.Profile?.AssociationId == associationId)
        ?? throw new AwsException("NoSuchAssociation",
            $"An invalid association-id of '{associationId}' was given");
}
