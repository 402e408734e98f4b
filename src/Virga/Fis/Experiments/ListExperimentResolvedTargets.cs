using Virga.Ec2;
using Virga.Fis.Actions;
using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Lists what the targets of an experiment came to be.</summary>
internal sealed class ListExperimentResolvedTargets
    : IQuery<ListExperimentResolvedTargetsRequest, ListExperimentResolvedTargetsResponse>
{
    public static ListExperimentResolvedTargetsResponse Run(
        ListExperimentResolvedTargetsRequest input, WorldView at)
    {
        var row = at.Get<ExperimentRow>(input.ExperimentId!);
        List<ResolvedTarget> all =
        [
            .. row.Found.Where(one => input.TargetName is null || one.Name == input.TargetName)
                .SelectMany(one => one.InstanceIds.Select(id => new ResolvedTarget
                {
                    ResourceType = FisActions.SpotInstance,
                    TargetName = one.Name,
                    TargetInformation = new() { ["targetArn"] = at.Ec2Arn("instance", id) },
                })),
        ];
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { ResolvedTargets = page.Items, NextToken = page.NextToken };
    }
}
