using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Stops an experiment.</summary>
internal sealed class StopExperiment : IMutation<StopExperimentRequest, StopExperimentResponse>
{
    public static StopExperimentResponse Run(StopExperimentRequest input, Change change)
    {
        var row = change.Get<ExperimentRow>(input.Id!);
        if (row.Status != "running") throw FisErrors.Invalid($"Experiment {row.Id} is {row.Status}.");
        return new() { Experiment = ExperimentView.Of(ExperimentProgress.Stop(change, row), change) };
    }
}
