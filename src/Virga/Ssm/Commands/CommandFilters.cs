using System.Globalization;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Filters of the lists of commands and invocations. Source: SSM API Reference, CommandFilter.</summary>
internal static class CommandFilters
{
    /// <summary>Source: SSM API Reference, ListCommands: up to 50 items.</summary>
    public const int DefaultResults = 50;

    public static bool Fits(List<CommandFilter>? filters, DateTimeOffset requested, string status, string document) =>
        filters?.TrueForAll(filter => Fits(filter, requested, status, document)) ?? true;

    private static bool Fits(CommandFilter filter, DateTimeOffset requested, string status, string document)
    {
        var value = filter.Value ?? "";
        return filter.Key switch
        {
            CommandFilterKey.InvokedAfter => requested > Time(value),
            CommandFilterKey.InvokedBefore => requested < Time(value),
            CommandFilterKey.Status => status == value,
            CommandFilterKey.DocumentName => document == value,
            CommandFilterKey.ExecutionStage => value switch
            {
                "Executing" => IsExecuting(status),
                "Complete" => !IsExecuting(status),
                _ => throw SsmErrors.InvalidFilterValue(value),
            },
            _ => throw SsmErrors.InvalidFilterKey(filter.Key ?? ""),
        };
    }

    private static bool IsExecuting(string status) =>
        status is CommandStatus.Pending or CommandStatus.InProgress or CommandStatus.Cancelling;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw SsmErrors.InvalidFilterValue(text);
}
