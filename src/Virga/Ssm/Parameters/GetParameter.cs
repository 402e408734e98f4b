using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Shows a parameter with its value.</summary>
internal sealed class GetParameter : IQuery<GetParameterRequest, GetParameterResult>
{
    public static GetParameterResult Run(GetParameterRequest input, WorldView at) =>
        new() { Parameter = ParameterLookup.Get(at, input.Name!, input.WithDecryption) };
}
