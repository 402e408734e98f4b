using Virga.Service;
using Virga.Ssm.Documents;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>
/// Sends a command to instances. It only writes down what is to be done; <see cref="CommandRuns"/> does it.
/// </summary>
internal sealed class SendCommand : IExchange<SendCommandRequest, SendCommandResult>
{
    public static async ValueTask<SendCommandResult> RunAsync(
        SendCommandRequest input, Session session, CancellationToken cancellation)
    {
        DocumentCatalogue.CheckRunnable(input);
        CheckOutputs(input);
        var at = session.Read();
        var command = ShellCommand.Of(at, input.Parameters);
        var nodes = CommandTargets.Of(session, at, input);
        return await session.CommitAsync(change => Write(change, input, command, nodes)).ConfigureAwait(false);
    }

    /// <summary>Source: SSM API Reference, SendCommand.</summary>
    private const int DefaultTimeoutSeconds = 3_600;

    /// <summary>
    /// Where output should go that is not the answer of GetCommandInvocation: there is no such place.
    /// </summary>
    private static void CheckOutputs(SendCommandRequest input)
    {
        if (input.OutputS3BucketName is not null || input.OutputS3KeyPrefix is not null)
            throw SsmErrors.InvalidOutputFolder("Virga has no S3 that could take the output of a command.");
        if (input.CloudWatchOutputConfig is { CloudWatchOutputEnabled: true })
            throw SsmErrors.InvalidParameters("Virga has no CloudWatch Logs that could take the output of a command.");
        if (input.NotificationConfig is { NotificationArn.Length: > 0 })
            throw SsmErrors.InvalidNotificationConfig("Virga has no SNS that could notify of a command.");
        if (input.AlarmConfiguration is not null)
            throw SsmErrors.Validation("Virga has no CloudWatch alarms that could stop a command.");
    }

    private static SendCommandResult Write(
        Change change, SendCommandRequest input, ShellCommand command, IReadOnlyList<string> nodes)
    {
        var row = change.Put(new CommandRow(change.NewUuid())
        {
            DocumentName = DocumentCatalogue.ShellScript,
            DocumentVersion = input.DocumentVersion ?? "$DEFAULT",
            Comment = input.Comment ?? "",
            Parameters = input.Parameters ?? [],
            InstanceIds = input.InstanceIds ?? [],
            Targets = [.. (input.Targets ?? []).Select(one => new CommandTarget(one.Key ?? "", one.Values ?? []))],
            RequestedAt = change.Now,
            TimeoutSeconds = input.TimeoutSeconds ?? DefaultTimeoutSeconds,
            ExecutionSeconds = command.Seconds,
            MaxConcurrency = input.MaxConcurrency ?? CommandLimits.DefaultConcurrency,
            MaxErrors = input.MaxErrors ?? CommandLimits.DefaultErrors,
            ServiceRole = input.ServiceRoleArn ?? "",
        });
        foreach (var node in nodes)
            change.Put(new CommandInvocationRow(CommandInvocationRow.IdOf(row.Id, node))
            {
                CommandId = row.Id,
                InstanceId = node,
            });
        change.Expire<EndDelivery>(TimeSpan.FromSeconds(row.TimeoutSeconds), row.Id);
        change.Expire<ForgetCommand>(ForgetCommand.After, row.Id);
        return new() { Command = CommandView.Of(row, change) };
    }
}
