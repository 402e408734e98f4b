using Virga.Service;

namespace Virga.Ssm.Parameters;

/// <summary>
/// Makes room for a version. A version with a label is not dropped. Source: SSM API Reference, PutParameter.
/// </summary>
internal static class ParameterVersionLimit
{
    public static void DropOldest(List<ParameterVersion> versions, string name)
    {
        if (versions[0].Labels.Count > 0)
            throw new AwsException(
                "ParameterMaxVersionLimitExceeded",
                $"You attempted to create a new version of {name} by calling the PutParameter API with the overwrite "
                + $"flag. Version {versions[0].Version}, the oldest version, can't be deleted because it has a label "
                + "associated with it. Move the label to another version of the parameter, and try again.");
        versions.RemoveAt(0);
    }
}
