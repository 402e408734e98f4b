using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>What a flag takes.</summary>
internal enum ImdsFlagType
{
    Text,
    Number,
    Flag,
}

/// <summary>One flag of the mock's command line.</summary>
/// <param name="Key">Its key in the configuration.</param>
/// <param name="Standard">A default that the help prints behind the text.</param>
internal sealed record ImdsFlag(
    string Name, char? Short, ImdsFlagType Type, string Key, string Usage, string? Standard = null);

/// <summary>One command of the mock's command line.</summary>
internal sealed record ImdsCommandLine(
    MockCommand Command, string Name, string[] Aliases, string UseLine, string Short, string[] Examples,
        ImdsFlag[] Flags);

/// <summary>
/// The commands and flags of Amazon EC2 Metadata Mock 1.13.0, and the alias "spotitn" of earlier versions. Names, types
/// and defaults are its interface; the explanations are ours.
/// </summary>
internal static class ImdsFlags
{
    /// <summary>What the program calls itself in its messages, however it was started.</summary>
    public const string Program = "ec2-metadata-mock";

    /// <summary>The version whose behaviour this is.</summary>
    public const string Version = "v1.13.0";

    private const ImdsFlagType Text = ImdsFlagType.Text;

    /// <summary>Flags of every command.</summary>
    public static ImdsFlag[] Global { get; } =
    [
        new("asg-termination-delay-sec", null, ImdsFlagType.Number, "asg-termination-delay-sec",
            "seconds from the start until the Auto Scaling target state is Terminated (default: 0 seconds)"),
        new("asg-termination-trigger-time", null, Text, "asg-termination-trigger-time",
            "RFC3339 time at which the Auto Scaling target state becomes Terminated; wins over the delay (default: "
                + "none)"),
        new("config-file", 'c',
            Text, "config-file", "file with settings, JSON or YAML (default: $HOME/aemm-config.json)"),
        new("from-instance", null, Text, "virga.from-instance",
            "instance of a running server whose metadata is served: i-…, or http://HOST:PORT/i-… (default: none)"),
        new("from-profile", null, Text, "virga.from-profile",
            "profile of the AWS CLI whose credentials the role has (default: none)"),
        new("hostname", 'n', Text, "server.hostname", "address to listen on (default: 0.0.0.0)"),
        new("imdsv2", 'I', ImdsFlagType.Flag, "imdsv2",
            "require a session token with every request (default: false, tokens are optional)"),
        new("mock-delay-sec", 'd', ImdsFlagType.Number, "mock-delay-sec",
            "seconds from the start until spot notice and scheduled event appear (default: 0 seconds)"),
        new("mock-ip-count", 'x', ImdsFlagType.Number, "mock-ip-count",
            "how many client addresses, first come, are told of events; negative for all", "2"),
        new("mock-trigger-time", null, Text, "mock-trigger-time",
            "RFC3339 time at which spot notice and scheduled event appear; wins over the delay (default: none)"),
        new("port", 'p', Text, "server.port", "port to listen on (default: 1338)"),
        new("rebalance-delay-sec", null, ImdsFlagType.Number, "rebalance-delay-sec",
            "seconds from the start until the rebalance recommendation appears (default: 0 seconds)"),
        new("rebalance-trigger-time", null, Text, "rebalance-trigger-time",
            "RFC3339 time at which the rebalance recommendation appears; wins over the delay (default: none)"),
        new("save-config-to-file", 's', ImdsFlagType.Flag, "save-config-to-file",
            "write the settings in force to .ec2-metadata-mock/.aemm-config-used.json in $HOME (default: false)"),
        new("watch-config-file", 'w', ImdsFlagType.Flag, "watch-config-file",
            "apply changes of the configuration file while running (default: false)"),
    ];

    public static ImdsCommandLine Root { get; } = new(
        MockCommand.All, Program, [], $"{Program} <command> [arguments] [flags]",
        "Tool to mock Amazon EC2 instance metadata",
        [$"{Program} --mock-delay-sec 10\tmocks all metadata paths",
            $"{Program} spot --action terminate\tmocks spot ITN only"],
        []);

    public static ImdsCommandLine[] Commands { get; } =
    [
        new(MockCommand.AsgLifecycle, "asglifecycle", ["autoscaling", "asg"], $"{Program} asglifecycle [flags]",
            "Mock EC2 ASG Lifecycle target-lifecycle-state",
            [$"{Program} asglifecycle --asg-termination-delay-sec 60\tends the instance after a minute"],
            []),
        new(MockCommand.Events, "events", ["se", "scheduledevents"],
            $"{Program} events [--code CODE] [--state STATE] [--not-after] [--not-before-deadline] [flags]",
            "Mock EC2 maintenance events",
            [$"{Program} events -o instance-stop --state active\ta scheduled stop of the instance"],
            [
                new("code", 'o', Text, "events.code", "code of the event (default: system-reboot)\none of "
                    + string.Join(',', MockValidation.Codes)),
                new("not-after", 'a', Text, "events.not-after", "latest end, RFC3339 (default: start + 7 days)"),
                new("not-before", 'b',
                    Text, "events.not-before", "earliest start, RFC3339 (default: start of the program)"),
                new("not-before-deadline", 'l', Text, "events.not-before-deadline",
                    "deadline for the start, RFC3339 (default: start + 9 days)"),
                new("state", 't', Text, "events.state", "state of the event (default: active)\none of "
                    + string.Join(',', MockValidation.States)),
            ]),
        new(MockCommand.Spot, "spot", ["spotitn"], $"{Program} spot [--action ACTION] [flags]",
            "Mock EC2 Spot interruption notice",
            [$"{Program} spot -d 5 --action terminate\ta spot interruption after 5 seconds"],
            [
                new("action", 'a', Text, "spot.action", "action of the notice (default: terminate)\none of "
                    + string.Join(',', MockValidation.Actions)),
                new("rebalance-rec-time", 'r', Text, "spot.rebalance-rec-time",
                    "time in the rebalance recommendation, RFC3339 (default: when it is first asked for)"),
                new("time", 't', Text, "spot.time",
                    "time in the notice, RFC3339 (default: 2 minutes after it is first asked for)"),
            ]),
    ];

    /// <summary>A command by its name or one of its aliases.</summary>
    public static ImdsCommandLine? Find(string name) =>
        Commands.FirstOrDefault(command => command.Name == name || command.Aliases.Contains(name));
}
