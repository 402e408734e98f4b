using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Shows several parameters; those that are not there are listed apart.</summary>
internal sealed class GetParameters : IQuery<GetParametersRequest, GetParametersResult>
{
    public static GetParametersResult Run(GetParametersRequest input, WorldView at)
    {
        var found = new List<Parameter>();
        var invalid = new List<string>();
        foreach (var name in (input.Names ?? []).Distinct())
        {
            try
            {
                found.Add(ParameterLookup.Get(at, name, input.WithDecryption));
            }
            catch (AwsException fault) when (fault.Code is "ParameterNotFound" or "ParameterVersionNotFound")
            {
                invalid.Add(name);
            }
        }

        return new() { Parameters = found, InvalidParameters = invalid };
    }
}
