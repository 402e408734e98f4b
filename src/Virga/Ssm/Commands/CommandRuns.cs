using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>
/// Carries out the commands that were sent: takes those that wait for an instance that runs, runs them there, and
/// writes
/// down what came of them.
/// </summary>
internal sealed partial class CommandRuns(Store store, Machines machines, ILogger log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Run> runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Begins: what ran when the emulator ended last is lost; what waited still waits.</summary>
    public void Start()
    {
        store.Changed += committed => Note(committed.Touches);
        foreach (var (scope, partition) in store.World.Partitions)
        {
            var open = partition.Table<CommandInvocationRow>().Where(row => !row.IsEnded).ToList();
            foreach (var row in open)
                if (row.Status != CommandInvocationStatus.Pending)
                    End(scope, row.Id, Lost);
            foreach (var command in open.Select(row => row.CommandId).Distinct()) Take(scope, command);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(runs.Values.Select(run => run.Work)).ConfigureAwait(false);
        stopping.Dispose();
    }

    private void Note(IReadOnlyList<Touch> touches)
    {
        foreach (var touch in touches)
        {
            if (touch.Row is CommandInvocationRow invocation)
            {
                if (invocation.Status == CommandInvocationStatus.Cancelling && runs.TryGetValue(touch.Id, out var run))
                    run.Cancel();
                else if (invocation.IsEnded || invocation.Status == CommandInvocationStatus.Pending)
                    Later(touch.Scope, invocation.CommandId);
            }
            else if (touch.Row is InstanceRow { State: InstanceStateName.Running } instance)
            {
                foreach (var waiting in store.World.At(touch.Scope).Table<CommandInvocationRow>()
                    .By(CommandInvocationRow.ByInstance, instance.Id))
                    if (waiting.Status == CommandInvocationStatus.Pending)
                        Later(touch.Scope, waiting.CommandId);
            }
        }
    }

    /// <summary>Not inside the commit that tells of it, which holds the writer.</summary>
    private void Later(Scope scope, string commandId) => _ = Task.Run(() => Take(scope, commandId));

    /// <summary>Begins as many invocations of a command as may run now.</summary>
    private void Take(Scope scope, string commandId)
    {
        if (stopping.IsCancellationRequested) return;
        List<CommandInvocationRow> taken = [];
        store.Commit(scope, change =>
        {
            taken.Clear();
            taken.AddRange(CommandProgress.Take(change, commandId, node => ManagedNodes(node) is not null));
        });
        foreach (var row in taken)
        {
            var run = new Run();
            runs[row.Id] = run;
            run.Work = Task.Run(() => RunAsync(scope, row, run));
        }
    }

    private ICommandRunner? ManagedNodes(InstanceRow instance) => Nodes.ManagedNodes.RunnerOf(machines, instance);

    private async Task RunAsync(Scope scope, CommandInvocationRow row, Run run)
    {
        try
        {
            var outcome = await OutcomeAsync(scope, row, run).ConfigureAwait(false);
            if (!stopping.IsCancellationRequested) End(scope, row.Id, outcome);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The emulator ends; what is written down says so when it starts again.
        }
        catch (Exception exception)
        {
            Log.Failed(log, row.CommandId, row.InstanceId, exception);
            End(scope, row.Id, new(CommandInvocationStatus.Failed, CommandStatuses.Undeliverable, null)
            {
                Reason = exception.Message,
            });
        }
        finally
        {
            runs.TryRemove(row.Id, out _);
            run.Dispose();
        }
    }

    private async Task<CommandEnd> OutcomeAsync(Scope scope, CommandInvocationRow row, Run run)
    {
        var at = store.Read(scope, Caller.System(scope.Account));
        if (at.Find<CommandRow>(row.CommandId) is not { } command
            || at.Find<InstanceRow>(row.InstanceId) is not { } instance || ManagedNodes(instance) is not { } runner)
            return new(CommandInvocationStatus.Failed, CommandStatuses.Undeliverable, null);
        // Cancelled between its beginning and this run's being known.
        if (at.Find<CommandInvocationRow>(row.Id) is { Status: CommandInvocationStatus.Cancelling }) run.Cancel();
        ShellCommand shell;
        try
        {
            shell = ShellCommand.Of(at, command.Parameters);
        }
        catch (Service.AwsException refused)
        {
            // A parameter that it names is gone since.
            return new(CommandInvocationStatus.Failed, CommandStatuses.Failed, null) { Reason = refused.Message };
        }

        var script = CommandScript.Run(instance.Id, command.Id, scope.Region, shell);
        var running = runner.RunAsync(instance.Id, script, stopping.Token);
        var isInTime = await run.WaitAsync(running, TimeSpan.FromSeconds(shell.Seconds), store.Time, stopping.Token)
            .ConfigureAwait(false);
        if (isInTime) return CommandEnd.Of(await running.ConfigureAwait(false));
        await runner.RunAsync(instance.Id, CommandScript.End(instance.Id, command.Id), stopping.Token)
            .ConfigureAwait(false);
        var outcome = await running.WaitAsync(Grace, store.Time, stopping.Token).ConfigureAwait(false);
        return run.IsCancelled
            ? new(CommandInvocationStatus.Cancelled, CommandInvocationStatus.Cancelled, outcome)
            : new(CommandInvocationStatus.TimedOut, CommandStatuses.ExecutionTimedOut, outcome);
    }

    private void End(Scope scope, string id, CommandEnd end) => store.Commit(scope, change =>
    {
        if (change.Find<CommandInvocationRow>(id) is { IsEnded: false } row) change.Put(end.Apply(row, change.Now));
    });

    /// <summary>How long the end of what was ended may take to be seen.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static CommandEnd Lost { get; } =
        new(CommandInvocationStatus.Failed, CommandStatuses.Undeliverable, null)
        {
            Reason = "The emulator ended while the command ran.",
        };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Command {Command} could not be run in {Instance}.")]
        public static partial void Failed(ILogger log, string command, string instance, Exception exception);
    }
}
