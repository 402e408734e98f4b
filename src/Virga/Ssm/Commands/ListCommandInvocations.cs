using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Lists what became of commands, an item for each instance, the newest first.</summary>
internal sealed class ListCommandInvocations : IQuery<ListCommandInvocationsRequest, ListCommandInvocationsResult>
{
    public static ListCommandInvocationsResult Run(ListCommandInvocationsRequest input, WorldView at)
    {
        if (input.CommandId is { } id && at.Find<CommandRow>(id) is null) throw SsmErrors.InvalidCommandId();
        var rows = at.Rows<CommandInvocationRow>()
            .Where(row => input.CommandId is null || row.CommandId == input.CommandId)
            .Where(row => input.InstanceId is null || row.InstanceId == input.InstanceId)
            .Where(row => at.Find<CommandRow>(row.CommandId) is { } command && CommandFilters.Fits(
                input.Filters, command.RequestedAt, row.Status, command.DocumentName))
            .Reverse().ToList();
        var page = PageToken.Slice(rows, input.MaxResults ?? CommandFilters.DefaultResults, input.NextToken);
        return new()
        {
            CommandInvocations =
                [.. page.Items.Select(row => CommandView.Of(row, input.Details == true, at))],
            NextToken = page.NextToken,
        };
    }
}
