using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Lists requests of AWS's partners for access. None can be made here.</summary>
internal sealed class ListDelegationRequests : IQuery<ListDelegationRequestsRequest, ListDelegationRequestsResponse>
{
    public static ListDelegationRequestsResponse Run(ListDelegationRequestsRequest input, WorldView at) =>
        new() { DelegationRequests = [], IsTruncated = false };
}
