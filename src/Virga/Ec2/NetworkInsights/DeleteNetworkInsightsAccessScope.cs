using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Deletes a scope that has no analyses.</summary>
internal sealed class DeleteNetworkInsightsAccessScope
    : IMutation<DeleteNetworkInsightsAccessScopeRequest, DeleteNetworkInsightsAccessScopeResult>
{
    public static DeleteNetworkInsightsAccessScopeResult Run(
        DeleteNetworkInsightsAccessScopeRequest input, Change change)
    {
        var scope = change.Named<NetworkInsightsAccessScopeRow>(input.NetworkInsightsAccessScopeId);

        // The code after that of paths, which Terraform's provider knows; the text is ours.
        if (change.Rows<NetworkInsightsAccessScopeAnalysisRow>()
            .Any(NetworkInsightsAccessScopeAnalysisRow.ByScope, scope.Id))
            throw new AwsException(
                "AnalysisExistsForNetworkInsightsAccessScope",
                $"The access scope '{scope.Id}' has analyses and cannot be deleted.");
        change.Remove<NetworkInsightsAccessScopeRow>(scope.Id);
        return new() { NetworkInsightsAccessScopeId = scope.Id };
    }
}
