using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Shows a request of a partner of AWS for access. None can be made here, so none is found.</summary>
internal sealed class GetDelegationRequest : IQuery<GetDelegationRequestRequest, GetDelegationRequestResponse>
{
    public static GetDelegationRequestResponse Run(GetDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
