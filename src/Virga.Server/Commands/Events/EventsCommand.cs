using System.CommandLine;
using System.Text.Json;
using Virga.Metadata.Control;
using Virga.Service.Control;

namespace Virga.Server.Commands.Events;

/// <summary>
/// <c>virga events …</c>: makes things happen to instances of a running server, moves its clock, and plays a timeline
/// of such. Ends with 0, or 1 where the server refused or is not there.
/// </summary>
internal static class EventsCommand
{
    private static readonly Option<string?> Endpoint = new("--endpoint-url")
    {
        Description = "the server (default: AWS_ENDPOINT_URL, or http://localhost:4566)",
        Recursive = true,
    };

    private static readonly Argument<string> Instance = new("instance") { Description = "an instance id" };

    public static Command Make()
    {
        var command = new Command("events", "Make things happen to instances: interruptions, maintenance, time.")
        {
            Endpoint,
        };
        command.Subcommands.Add(Asking("list", "What is planned for an instance.", null));
        command.Subcommands.Add(Spot());
        command.Subcommands.Add(
            Asking("rebalance", "Recommend to move off a spot instance.", _ => new("rebalance-recommendation")));
        command.Subcommands.Add(Schedule());
        command.Subcommands.Add(Ending("complete", "Complete a scheduled event."));
        command.Subcommands.Add(Ending("cancel", "Cancel a scheduled event."));
        command.Subcommands.Add(Lifecycle());
        command.Subcommands.Add(Reads());
        command.Subcommands.Add(Clock());
        command.Subcommands.Add(Play());
        return command;
    }

    private static Command Spot()
    {
        var action = new Option<string>("--action") { DefaultValueFactory = _ => "terminate" };
        action.AcceptOnlyFromAmong("terminate", "stop", "hibernate");
        var delay = new Option<double?>("--delay") { Description = "seconds to the end (default: the notice's)" };
        var notice = new Option<double?>("--notice") { Description = "seconds from notice to end (default: 120)" };
        var command = Asking("spot", "Interrupt a spot instance.", parsed => new("spot-interruption")
        {
            Action = parsed.GetValue(action),
            DelaySeconds = parsed.GetValue(delay),
            NoticeSeconds = parsed.GetValue(notice),
        });
        foreach (var option in new Option[] { action, delay, notice }) command.Options.Add(option);
        return command;
    }

    private static Command Schedule()
    {
        var code = new Option<string?>("--code") { Description = "instance-stop … (default: system-reboot)" };
        var text = new Option<string?>("--description");
        var start = new Option<DateTimeOffset?>("--not-before") { Description = "the start (default: in seven days)" };
        var end = new Option<DateTimeOffset?>("--not-after");
        var last = new Option<DateTimeOffset?>("--not-before-deadline");
        var command = Asking("schedule", "Plan maintenance of an instance.", parsed => new("scheduled")
        {
            Code = parsed.GetValue(code),
            Description = parsed.GetValue(text),
            NotBefore = parsed.GetValue(start),
            NotAfter = parsed.GetValue(end),
            NotBeforeDeadline = parsed.GetValue(last),
        });
        foreach (var option in new Option[] { code, text, start, end, last }) command.Options.Add(option);
        return command;
    }

    private static Command Ending(string name, string description)
    {
        var id = new Argument<string>("event") { Description = "such as instance-event-0d59937288b749b32" };
        var command = Asking(name, description, parsed => new(name) { EventId = parsed.GetValue(id) });
        command.Arguments.Add(id);
        return command;
    }

    private static Command Lifecycle()
    {
        var state = new Argument<string>("state") { Description = "InService, Terminated …" };
        var command = Asking("lifecycle", "Set the target lifecycle state, as an Auto Scaling group does.",
            parsed => new("target-lifecycle-state") { State = parsed.GetValue(state) });
        command.Arguments.Add(state);
        return command;
    }

    private static Command Reads()
    {
        var command = new Command("reads", "What an instance read of its metadata.") { Instance };
        command.SetAction((parsed, cancellation) => WithAsync(parsed, client => client.PrintAsync(
            $"/_virga/ec2/instances/{Uri.EscapeDataString(parsed.GetValue(Instance)!)}/metadata-reads", null,
            cancellation)));
        return command;
    }

    private static Command Clock()
    {
        var advance = new Option<double?>("--advance") { Description = "seconds that are to pass" };
        var over = new Option<double>("--over") { Description = "in how many seconds of yours (default: at once)" };
        var command = new Command("clock", "Show the server's clock, or let time pass.") { advance, over };
        command.SetAction((parsed, cancellation) => WithAsync(parsed, client => client.PrintAsync(
            "/_virga/clock",
            parsed.GetValue(advance) is { } seconds
                ? JsonSerializer.Serialize(new(seconds, parsed.GetValue(over)), ClockJson.Default.AskedTime)
                : null,
            cancellation)));
        return command;
    }

    private static Command Play()
    {
        var file = new Argument<string>("file") { Description = "YAML or JSON; docs/metadata.md has its form" };
        var instance = new Option<string?>("--instance") { Description = "for entries that name none" };
        var command = new Command("play", "Play a timeline of events by the server's clock.") { file, instance };
        command.SetAction((parsed, cancellation) => WithAsync(parsed, client => Timeline.PlayAsync(
            parsed.GetValue(file)!, parsed.GetValue(instance), client, TimeProvider.System, cancellation)));
        return command;
    }

    /// <summary>A command for an instance: asks for an event, or lists what is planned.</summary>
    private static Command Asking(string name, string description, Func<ParseResult, AskedEvent>? asked)
    {
        var command = new Command(name, description) { Instance };
        command.SetAction((parsed, cancellation) => WithAsync(parsed, client => client.PrintAsync(
            PathOf(parsed.GetValue(Instance)!), asked is null ? null : BodyOf(asked(parsed)), cancellation)));
        return command;
    }

    public static string PathOf(string instance) => $"/_virga/ec2/instances/{Uri.EscapeDataString(instance)}/events";

    public static string BodyOf(AskedEvent asked) =>
        JsonSerializer.Serialize(asked, InstanceEventJson.Default.AskedEvent);

    private static async Task<int> WithAsync(ParseResult parsed, Func<ControlClient, Task<int>> run)
    {
        using var client = new ControlClient(parsed.GetValue(Endpoint)
            ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") ?? "http://localhost:4566");
        return await run(client).ConfigureAwait(false);
    }
}
