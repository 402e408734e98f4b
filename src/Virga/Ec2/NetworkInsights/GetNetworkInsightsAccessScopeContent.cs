using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Gives the paths of a scope.</summary>
internal sealed class GetNetworkInsightsAccessScopeContent
    : IQuery<GetNetworkInsightsAccessScopeContentRequest, GetNetworkInsightsAccessScopeContentResult>
{
    public static GetNetworkInsightsAccessScopeContentResult Run(
        GetNetworkInsightsAccessScopeContentRequest input, WorldView at) => new()
    {
        NetworkInsightsAccessScopeContent = NetworkInsightsAccessScopeView.Content(
            at.Named<NetworkInsightsAccessScopeRow>(input.NetworkInsightsAccessScopeId)),
    };
}
