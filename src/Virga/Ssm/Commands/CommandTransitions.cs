using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Gives up on instances that did not take a command in the time that it has.</summary>
internal sealed class EndDelivery : ITransition
{
    public static void Run(Change change, string subject)
    {
        var all = change.Rows<CommandInvocationRow>().By(CommandInvocationRow.ByCommand, subject).ToList();
        foreach (var one in all)
            if (one.Status == CommandInvocationStatus.Pending)
                change.Put(one.Ended(
                    change.Now, CommandInvocationStatus.TimedOut, CommandStatuses.DeliveryTimedOut));
    }
}

/// <summary>Forgets a command and its output. AWS keeps them for 30 days: SSM User Guide, "Run Command".</summary>
internal sealed class ForgetCommand : ITransition
{
    public static readonly TimeSpan After = TimeSpan.FromDays(30);

    public static void Run(Change change, string subject)
    {
        var all = change.Rows<CommandInvocationRow>().By(CommandInvocationRow.ByCommand, subject).ToList();
        foreach (var one in all) change.Remove<CommandInvocationRow>(one.Id);
        change.Remove<CommandRow>(subject);
    }
}
