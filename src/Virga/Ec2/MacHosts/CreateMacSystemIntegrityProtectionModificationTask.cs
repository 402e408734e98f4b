using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.MacHosts;

/// <summary>Changes the integrity protection of a Mac; macOS runs nowhere here.</summary>
internal sealed class CreateMacSystemIntegrityProtectionModificationTask : IMutation<
    CreateMacSystemIntegrityProtectionModificationTaskRequest, CreateMacSystemIntegrityProtectionModificationTaskResult>
{
    public static CreateMacSystemIntegrityProtectionModificationTaskResult Run(
        CreateMacSystemIntegrityProtectionModificationTaskRequest input, Change change) =>
        throw MacInstances.Unsupported(change, input.InstanceId);
}
