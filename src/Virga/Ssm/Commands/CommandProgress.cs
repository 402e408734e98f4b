using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Decides which invocations of a command begin now. Pure.</summary>
internal static class CommandProgress
{
    /// <summary>
    /// Marks as many as may run beside each other as begun, in order; or, when too many have failed, all that wait as
    /// terminated.
    /// </summary>
    public static List<CommandInvocationRow> Take(Change change, string commandId, Func<InstanceRow, bool> isReachable)
    {
        if (change.Find<CommandRow>(commandId) is not { } command) return [];
        var all = change.Rows<CommandInvocationRow>().By(CommandInvocationRow.ByCommand, commandId).ToList();
        if (all.Count(one => one.IsError) > CommandLimits.Errors(command, all.Count))
        {
            foreach (var one in all.Where(IsWaiting))
                change.Put(one.Ended(change.Now, CommandInvocationStatus.Cancelled, CommandStatuses.Terminated));
            return [];
        }

        var running = all.Count(one => !one.IsEnded && !IsWaiting(one));
        var places = Math.Max(0, CommandLimits.Concurrency(command, all.Count) - running);
        return [.. all.Where(IsWaiting)
            .Where(one => change.Find<InstanceRow>(one.InstanceId) is { } instance && isReachable(instance))
            .Take(places).ToList().Select(one => change.Put(one with
            {
                Status = CommandInvocationStatus.InProgress,
                StatusDetails = CommandInvocationStatus.InProgress,
                StartedAt = change.Now,
            }))];
    }

    private static bool IsWaiting(CommandInvocationRow row) => row.Status == CommandInvocationStatus.Pending;
}
