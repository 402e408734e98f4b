using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Cancels spot requests; instances that run go on.</summary>
internal sealed class CancelSpotInstanceRequests
    : IMutation<CancelSpotInstanceRequestsRequest, CancelSpotInstanceRequestsResult>
{
    public static CancelSpotInstanceRequestsResult Run(CancelSpotInstanceRequestsRequest input, Change change)
    {
        if (input.SpotInstanceRequestIds is not { Count: > 0 } ids)
            throw CommonErrors.MissingParameter("SpotInstanceRequestId");
        var named = ids.ConvertAll(change.Named<SpotRequestRow>);
        return new()
        {
            CancelledSpotInstanceRequests = named.ConvertAll(request => new CancelledSpotInstanceRequest
            {
                SpotInstanceRequestId = request.Id,
                State = SpotRequests.Cancel(change, request).State,
            }),
        };
    }
}
