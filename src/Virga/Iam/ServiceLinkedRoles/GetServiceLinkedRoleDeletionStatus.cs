using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceLinkedRoles;

/// <summary>Shows how the deletion of a service's role went.</summary>
internal sealed class GetServiceLinkedRoleDeletionStatus : IQuery<GetServiceLinkedRoleDeletionStatusRequest,
    GetServiceLinkedRoleDeletionStatusResponse>
{
    public static GetServiceLinkedRoleDeletionStatusResponse Run(GetServiceLinkedRoleDeletionStatusRequest input,
        WorldView at)
    {
        at.Get<DeletionTaskRow>(input.DeletionTaskId!);
        return new() { Status = "SUCCEEDED" };
    }
}
