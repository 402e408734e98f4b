using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Describes an experiment.</summary>
internal sealed class GetExperiment : IQuery<GetExperimentRequest, GetExperimentResponse>
{
    public static GetExperimentResponse Run(GetExperimentRequest input, WorldView at) =>
        new() { Experiment = ExperimentView.Of(at.Get<ExperimentRow>(input.Id!), at) };
}
