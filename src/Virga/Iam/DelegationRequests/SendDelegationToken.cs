using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>
/// Sends the requester the token of a request of a partner of AWS for access. None can be made here, so none is found.
/// </summary>
internal sealed class SendDelegationToken : IQuery<SendDelegationTokenRequest, SendDelegationTokenResult>
{
    public static SendDelegationTokenResult Run(SendDelegationTokenRequest input, WorldView at) =>
        throw IamErrors.NoSuchDelegationRequest(input.DelegationRequestId!);
}
