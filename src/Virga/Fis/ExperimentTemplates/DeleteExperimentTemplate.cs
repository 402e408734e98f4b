using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>Deletes a template; experiments that were started from it go on.</summary>
internal sealed class DeleteExperimentTemplate
    : IMutation<DeleteExperimentTemplateRequest, DeleteExperimentTemplateResponse>
{
    public static DeleteExperimentTemplateResponse Run(DeleteExperimentTemplateRequest input, Change change)
    {
        var row = change.Get<ExperimentTemplateRow>(input.Id!);
        change.Remove<ExperimentTemplateRow>(row.Id);
        return new() { ExperimentTemplate = ExperimentTemplateView.Of(row, change) };
    }
}
