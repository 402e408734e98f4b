using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Takes over a request of a partner of AWS for access. None can be made here, so none is found.</summary>
internal sealed class AssociateDelegationRequest : IQuery<AssociateDelegationRequestRequest,
    AssociateDelegationRequestResult>
{
    public static AssociateDelegationRequestResult Run(AssociateDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
