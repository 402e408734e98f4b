using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Accepts a request of a partner of AWS for access. None can be made here, so none is found.</summary>
internal sealed class AcceptDelegationRequest : IQuery<AcceptDelegationRequestRequest, AcceptDelegationRequestResult>
{
    public static AcceptDelegationRequestResult Run(AcceptDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
