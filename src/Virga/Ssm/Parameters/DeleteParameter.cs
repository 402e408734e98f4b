using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Deletes a parameter with all its versions.</summary>
internal sealed class DeleteParameter : IMutation<DeleteParameterRequest, DeleteParameterResult>
{
    public static DeleteParameterResult Run(DeleteParameterRequest input, Change change)
    {
        change.Remove<ParameterRow>(ParameterLookup.GetOwn(change, input.Name!).Id);
        return new();
    }
}
