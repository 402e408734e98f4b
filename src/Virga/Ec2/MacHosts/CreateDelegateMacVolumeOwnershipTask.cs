using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.MacHosts;

/// <summary>Hands the volumes of a Mac to a user of macOS, which runs nowhere here.</summary>
internal sealed class CreateDelegateMacVolumeOwnershipTask
    : IMutation<CreateDelegateMacVolumeOwnershipTaskRequest, CreateDelegateMacVolumeOwnershipTaskResult>
{
    public static CreateDelegateMacVolumeOwnershipTaskResult Run(
        CreateDelegateMacVolumeOwnershipTaskRequest input, Change change) =>
        throw MacInstances.Unsupported(change, input.InstanceId);
}
