using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Deletes a window; one that is for something only where the request insists.</summary>
internal sealed class DeleteInstanceEventWindow
    : IMutation<DeleteInstanceEventWindowRequest, DeleteInstanceEventWindowResult>
{
    public static DeleteInstanceEventWindowResult Run(DeleteInstanceEventWindowRequest input, Change change)
    {
        var row = change.Named<InstanceEventWindowRow>(input.InstanceEventWindowId);
        if (row.HasTargets && input.ForceDelete != true)
            throw Ec2Errors.DependencyViolation(
                $"The event window '{row.Id}' is associated with targets. Use ForceDelete to delete it anyway.");
        change.Remove<InstanceEventWindowRow>(row.Id);
        return new()
        {
            InstanceEventWindowState = new()
            {
                InstanceEventWindowId = row.Id, State = InstanceEventWindowState.Deleting,
            },
        };
    }
}
