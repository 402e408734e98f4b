using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>Describes a template.</summary>
internal sealed class GetExperimentTemplate : IQuery<GetExperimentTemplateRequest, GetExperimentTemplateResponse>
{
    public static GetExperimentTemplateResponse Run(GetExperimentTemplateRequest input, WorldView at) =>
        new() { ExperimentTemplate = ExperimentTemplateView.Of(at.Get<ExperimentTemplateRow>(input.Id!), at) };
}
