using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Puts labels on a version of a parameter, taking them from other versions.</summary>
internal sealed class LabelParameterVersion : IMutation<LabelParameterVersionRequest, LabelParameterVersionResult>
{
    public static LabelParameterVersionResult Run(LabelParameterVersionRequest input, Change change)
    {
        var row = ParameterLookup.GetOwn(change, input.Name!);
        var version = ParameterLabels.Version(row, input.ParameterVersion);
        var labels = (input.Labels ?? []).Where(ParameterLabels.IsValid).ToList();
        change.Put(ParameterLabels.Move(row, version.Version, labels));
        return new()
        {
            InvalidLabels = [.. (input.Labels ?? []).Where(label => !ParameterLabels.IsValid(label))],
            ParameterVersion = version.Version,
        };
    }
}
