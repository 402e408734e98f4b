using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Removes labels of a version of a parameter.</summary>
internal sealed class UnlabelParameterVersion : IMutation<UnlabelParameterVersionRequest, UnlabelParameterVersionResult>
{
    public static UnlabelParameterVersionResult Run(UnlabelParameterVersionRequest input, Change change)
    {
        var row = ParameterLookup.GetOwn(change, input.Name!);
        var version = ParameterLabels.Version(row, input.ParameterVersion);
        var labels = input.Labels ?? [];
        change.Put(row with
        {
            Versions =
            [
                .. row.Versions.Select(one => one == version
                    ? one with { Labels = [.. one.Labels.Except(labels)] } : one),
            ],
        });
        return new()
        {
            RemovedLabels = [.. labels.Where(version.Labels.Contains)],
            InvalidLabels = [.. labels.Where(label => !version.Labels.Contains(label))],
        };
    }
}
