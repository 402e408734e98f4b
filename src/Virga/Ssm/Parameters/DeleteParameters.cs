using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Deletes several parameters; those that are not there are listed apart.</summary>
internal sealed class DeleteParameters : IMutation<DeleteParametersRequest, DeleteParametersResult>
{
    public static DeleteParametersResult Run(DeleteParametersRequest input, Change change)
    {
        var deleted = new List<string>();
        var invalid = new List<string>();
        foreach (var name in (input.Names ?? []).Distinct())
        {
            var row = change.Find<ParameterRow>(ParameterName.Parse(name).Id);
            if (row is not null) change.Remove<ParameterRow>(row.Id);
            (row is null ? invalid : deleted).Add(name);
        }

        return new() { DeletedParameters = deleted, InvalidParameters = invalid };
    }
}
