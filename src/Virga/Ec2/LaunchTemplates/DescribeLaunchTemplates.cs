using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Lists templates.</summary>
internal sealed class DescribeLaunchTemplates : IQuery<DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult>
{
    private static readonly Listing<LaunchTemplateRow, LaunchTemplate> Listing = new()
    {
        View = LaunchTemplateView.Of,
        Filters = new()
        {
            { "create-time", template => template.CreateTime },
            { "launch-template-name", template => template.LaunchTemplateName },
        },
        MinResults = 1,
        MaxResults = 200,
    };

    public static DescribeLaunchTemplatesResult Run(DescribeLaunchTemplatesRequest input, WorldView at)
    {
        var named = (input.LaunchTemplateNames ?? []).Select(name => ChosenTemplate.Of(at, id: null, name).Id);
        List<string> ids = [.. input.LaunchTemplateIds ?? [], .. named];
        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { LaunchTemplates = page.Items, NextToken = page.NextToken };
    }
}
