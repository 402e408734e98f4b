using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullTimeExclusions;

/// <summary>Lists the principals whose pulls are not recorded.</summary>
internal sealed class ListPullTimeUpdateExclusions
    : IQuery<ListPullTimeUpdateExclusionsRequest, ListPullTimeUpdateExclusionsResponse>
{
    public static ListPullTimeUpdateExclusionsResponse Run(ListPullTimeUpdateExclusionsRequest input, WorldView at)
    {
        var arns = RegistryRow.Of(at).PullTimeExclusions.Select(one => one.PrincipalArn).ToList();
        var page = EcrPage.Slice(arns, input.MaxResults, input.NextToken);
        return new() { PullTimeUpdateExclusions = page.Items, NextToken = page.NextToken };
    }
}
