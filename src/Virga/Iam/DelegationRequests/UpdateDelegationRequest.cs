using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Adds notes to a request of a partner of AWS for access. None can be made here, so none is found.</summary>
internal sealed class UpdateDelegationRequest : IQuery<UpdateDelegationRequestRequest, UpdateDelegationRequestResult>
{
    public static UpdateDelegationRequestResult Run(UpdateDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
