using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Deletes a path that has no analyses.</summary>
internal sealed class DeleteNetworkInsightsPath
    : IMutation<DeleteNetworkInsightsPathRequest, DeleteNetworkInsightsPathResult>
{
    public static DeleteNetworkInsightsPathResult Run(DeleteNetworkInsightsPathRequest input, Change change)
    {
        var path = change.Named<NetworkInsightsPathRow>(input.NetworkInsightsPathId);

        // The code is the one that Terraform's provider retries on; the text is ours.
        if (change.Rows<NetworkInsightsAnalysisRow>().Any(NetworkInsightsAnalysisRow.ByPath, path.Id))
            throw new AwsException(
                "AnalysisExistsForNetworkInsightsPath", $"The path '{path.Id}' has analyses and cannot be deleted.");
        change.Remove<NetworkInsightsPathRow>(path.Id);
        return new() { NetworkInsightsPathId = path.Id };
    }
}
