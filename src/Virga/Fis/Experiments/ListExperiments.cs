using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Lists experiments, of one template where it is given.</summary>
internal sealed class ListExperiments : IQuery<ListExperimentsRequest, ListExperimentsResponse>
{
    public static ListExperimentsResponse Run(ListExperimentsRequest input, WorldView at)
    {
        var all = at.Rows<ExperimentRow>()
            .Where(row => input.ExperimentTemplateId is null || row.TemplateId == input.ExperimentTemplateId);
        var page = PageToken.Slice([.. all], input.MaxResults, input.NextToken);
        return new()
        {
            Experiments = page.Items.ConvertAll(row => ExperimentView.SummaryOf(row, at)),
            NextToken = page.NextToken,
        };
    }
}
