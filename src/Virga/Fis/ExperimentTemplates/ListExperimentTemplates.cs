using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>Lists templates.</summary>
internal sealed class ListExperimentTemplates : IQuery<ListExperimentTemplatesRequest, ListExperimentTemplatesResponse>
{
    public static ListExperimentTemplatesResponse Run(ListExperimentTemplatesRequest input, WorldView at)
    {
        var page = PageToken.Slice([.. at.Rows<ExperimentTemplateRow>()], input.MaxResults, input.NextToken);
        return new()
        {
            ExperimentTemplates = page.Items.ConvertAll(row => ExperimentTemplateView.SummaryOf(row, at)),
            NextToken = page.NextToken,
        };
    }
}
