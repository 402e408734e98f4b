using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>Makes a template of experiments, after it was checked.</summary>
internal sealed class CreateExperimentTemplate
    : IMutation<CreateExperimentTemplateRequest, CreateExperimentTemplateResponse>
{
    public static CreateExperimentTemplateResponse Run(CreateExperimentTemplateRequest input, Change change)
    {
        var row = change.Put(new ExperimentTemplateRow(FisArns.NewId(change, "EXT"))
        {
            Plan = TemplateRules.Plan(input),
            CreationTime = change.Now,
            LastUpdateTime = change.Now,
            Tags = input.Tags ?? [],
        });
        return new() { ExperimentTemplate = ExperimentTemplateView.Of(row, change) };
    }
}
