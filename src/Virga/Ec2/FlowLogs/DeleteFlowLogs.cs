using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.FlowLogs;

/// <summary>Deletes flow logs, all of them or none.</summary>
internal sealed class DeleteFlowLogs : IMutation<DeleteFlowLogsRequest, DeleteFlowLogsResult>
{
    public static DeleteFlowLogsResult Run(DeleteFlowLogsRequest input, Change change)
    {
        foreach (var id in input.FlowLogIds ?? []) change.Remove<FlowLogRow>(change.Named<FlowLogRow>(id).Id);
        return new() { Unsuccessful = [] };
    }
}
