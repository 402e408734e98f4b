using System.Globalization;
using System.Xml;
using Virga.Ssm.Documents;
using Virga.Ssm.Nodes;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Commands and invocations as SSM shows them.</summary>
internal static class CommandView
{
    /// <summary>What a listing shows of a plugin's output. Source: SSM API Reference, CommandPlugin.</summary>
    private const int MaxListedOutput = 2_500;

    /// <summary>What stands between the two streams where one text shows both.</summary>
    private const string ErrorMark = "\n----------ERROR-------\n";

    public static Command Of(CommandRow row, WorldView at)
    {
        var invocations = at.Rows<CommandInvocationRow>().By(CommandInvocationRow.ByCommand, row.Id).ToList();
        var (status, details) = CommandStatuses.Of(row, invocations);
        return new()
        {
            CommandId = row.Id,
            DocumentName = row.DocumentName,
            DocumentVersion = row.DocumentVersion,
            Comment = row.Comment,
            ExpiresAfter = row.RequestedAt.AddSeconds(row.TimeoutSeconds + row.ExecutionSeconds),
            Parameters = row.Parameters,
            InstanceIds = [.. row.InstanceIds],
            Targets = [.. row.Targets.Select(one => new Target { Key = one.Key, Values = [.. one.Values] })],
            RequestedDateTime = row.RequestedAt,
            Status = status,
            StatusDetails = details,
            OutputS3Region = at.Region,
            OutputS3BucketName = "",
            OutputS3KeyPrefix = "",
            MaxConcurrency = row.MaxConcurrency,
            MaxErrors = row.MaxErrors,
            TargetCount = invocations.Count,
            CompletedCount = invocations.Count(one => one.IsEnded),
            ErrorCount = invocations.Count(one => one.IsError),
            DeliveryTimedOutCount = invocations.Count(
                one => one.StatusDetails == CommandStatuses.DeliveryTimedOut),
            ServiceRole = row.ServiceRole,
            NotificationConfig = new() { NotificationArn = "", NotificationEvents = [], NotificationType = "" },
            CloudWatchOutputConfig = new() { CloudWatchLogGroupName = "", CloudWatchOutputEnabled = false },
            TimeoutSeconds = row.TimeoutSeconds,
        };
    }

    /// <summary>As ListCommandInvocations shows an invocation; with its plugin when details are asked for.</summary>
    public static CommandInvocation Of(CommandInvocationRow row, bool hasDetails, WorldView at)
    {
        var command = at.Find<CommandRow>(row.CommandId)!;
        return new()
        {
            CommandId = row.CommandId,
            InstanceId = row.InstanceId,
            InstanceName = ManagedNodes.NameOf(row.InstanceId, at),
            Comment = command.Comment,
            DocumentName = command.DocumentName,
            DocumentVersion = command.DocumentVersion,
            RequestedDateTime = command.RequestedAt,
            Status = row.Status,
            StatusDetails = row.StatusDetails,
            StandardOutputUrl = "",
            StandardErrorUrl = "",
            CommandPlugins = hasDetails ? [Plugin(row, at)] : [],
            ServiceRole = command.ServiceRole,
            NotificationConfig = new() { NotificationArn = "", NotificationEvents = [], NotificationType = "" },
            CloudWatchOutputConfig = new() { CloudWatchLogGroupName = "", CloudWatchOutputEnabled = false },
        };
    }

    public static GetCommandInvocationResult Whole(CommandInvocationRow row, WorldView at)
    {
        var command = at.Find<CommandRow>(row.CommandId)!;
        return new()
        {
            CommandId = row.CommandId,
            InstanceId = row.InstanceId,
            Comment = command.Comment,
            DocumentName = command.DocumentName,
            DocumentVersion = command.DocumentVersion,
            PluginName = DocumentCatalogue.Plugin,
            ResponseCode = row.ResponseCode,
            ExecutionStartDateTime = Text(row.StartedAt),
            ExecutionElapsedTime = row is { StartedAt: { } from, EndedAt: { } to }
                ? XmlConvert.ToString(to - from)
                : "",
            ExecutionEndDateTime = row.StartedAt is null ? "" : Text(row.EndedAt),
            Status = row.Status,
            StatusDetails = row.StatusDetails,
            StandardOutputContent = row.Output,
            StandardOutputUrl = "",
            StandardErrorContent = row.Error,
            StandardErrorUrl = "",
            CloudWatchOutputConfig = new() { CloudWatchLogGroupName = "", CloudWatchOutputEnabled = false },
        };
    }

    private static CommandPlugin Plugin(CommandInvocationRow row, WorldView at)
    {
        var output = row.Error.Length == 0 ? row.Output : row.Output + ErrorMark + row.Error;
        return new()
        {
            Name = DocumentCatalogue.Plugin,
            Status = row.Status == CommandInvocationStatus.Cancelling ? CommandPluginStatus.InProgress : row.Status,
            StatusDetails = row.StatusDetails,
            ResponseCode = row.ResponseCode,
            ResponseStartDateTime = row.StartedAt,
            ResponseFinishDateTime = row.EndedAt,
            Output = output.Length <= MaxListedOutput ? output : output[..MaxListedOutput],
            StandardOutputUrl = "",
            StandardErrorUrl = "",
            OutputS3Region = at.Region,
            OutputS3BucketName = "",
            OutputS3KeyPrefix = "",
        };
    }

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";
}
