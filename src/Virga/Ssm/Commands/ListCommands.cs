using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Lists commands, the newest first.</summary>
internal sealed class ListCommands : IQuery<ListCommandsRequest, ListCommandsResult>
{
    public static ListCommandsResult Run(ListCommandsRequest input, WorldView at)
    {
        if (input.CommandId is { } id && at.Find<CommandRow>(id) is null) throw SsmErrors.InvalidCommandId();
        var commands = at.Rows<CommandRow>()
            .Where(row => input.CommandId is null || row.Id == input.CommandId)
            .Where(row => input.InstanceId is null
                || at.Find<CommandInvocationRow>(CommandInvocationRow.IdOf(row.Id, input.InstanceId)) is not null)
            .Reverse().Select(row => CommandView.Of(row, at))
            .Where(command => CommandFilters.Fits(
                input.Filters, command.RequestedDateTime!.Value, command.Status!, command.DocumentName!))
            .ToList();
        var page = PageToken.Slice(commands, input.MaxResults ?? CommandFilters.DefaultResults, input.NextToken);
        return new() { Commands = page.Items, NextToken = page.NextToken };
    }
}
