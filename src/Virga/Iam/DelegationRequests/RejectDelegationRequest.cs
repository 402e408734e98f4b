using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Refuses a request of a partner of AWS for access. None can be made here, so none is found.</summary>
internal sealed class RejectDelegationRequest : IQuery<RejectDelegationRequestRequest, RejectDelegationRequestResult>
{
    public static RejectDelegationRequestResult Run(RejectDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
