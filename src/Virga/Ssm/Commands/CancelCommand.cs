using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>
/// Ends a command, on all of its instances or on some. What has not begun never will; what runs is ended in the guest.
/// </summary>
internal sealed class CancelCommand : IMutation<CancelCommandRequest, CancelCommandResult>
{
    public static CancelCommandResult Run(CancelCommandRequest input, Change change)
    {
        var command = change.Find<CommandRow>(input.CommandId) ?? throw SsmErrors.InvalidCommandId();
        var all = change.Rows<CommandInvocationRow>().By(CommandInvocationRow.ByCommand, command.Id).ToList();
        var ids = input.InstanceIds ?? [];
        if (ids.Distinct().Count() != ids.Count) throw SsmErrors.DuplicateInstanceId();
        if (ids.FindAll(id => !all.Exists(one => one.InstanceId == id)) is { Count: > 0 } strange)
            throw SsmErrors.NotInValidState(strange, change.Account, []);
        foreach (var one in all)
            if (ids.Count == 0 || ids.Contains(one.InstanceId))
                Cancel(change, one);
        change.Put(command with { IsCancelAsked = true });
        return new();
    }

    private static void Cancel(Change change, CommandInvocationRow row)
    {
        if (row.Status == CommandInvocationStatus.Pending)
            change.Put(row.Ended(
                change.Now, CommandInvocationStatus.Cancelled, CommandInvocationStatus.Cancelled));
        else if (row.Status == CommandInvocationStatus.InProgress)
            change.Put(row with
            {
                Status = CommandInvocationStatus.Cancelling,
                StatusDetails = CommandInvocationStatus.Cancelling,
            });
    }
}
