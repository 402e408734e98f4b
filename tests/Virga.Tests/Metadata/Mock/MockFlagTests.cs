using Virga.Metadata.Mock;
using Virga.Server.Imds;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Every flag, its short form, its variable, its key in a file; and which wins.</summary>
public sealed class MockFlagTests
{
    // command | flag | short | key | variable | default | a value; @ stands for a time.
    private const string Table = """
        | hostname | n | server.hostname | AEMM_SERVER_HOSTNAME | 0.0.0.0 | 127.0.0.1
        | port | p | server.port | AEMM_SERVER_PORT | 1338 | 8080
        | config-file | c | config-file | AEMM_CONFIG_FILE | $HOME/aemm-config.json | x.json
        | save-config-to-file | s | save-config-to-file | AEMM_SAVE_CONFIG_TO_FILE | 0 | true
        | watch-config-file | w | watch-config-file | AEMM_WATCH_CONFIG_FILE | 0 | true
        | mock-delay-sec | d | mock-delay-sec | AEMM_MOCK_DELAY_SEC | 0 | 7
        | mock-trigger-time | | mock-trigger-time | AEMM_MOCK_TRIGGER_TIME | | @2030
        | mock-ip-count | x | mock-ip-count | AEMM_MOCK_IP_COUNT | 2 | 5
        | imdsv2 | I | imdsv2 | AEMM_IMDSV2 | 0 | true
        | rebalance-delay-sec | | rebalance-delay-sec | AEMM_REBALANCE_DELAY_SEC | 0 | 7
        | rebalance-trigger-time | | rebalance-trigger-time | AEMM_REBALANCE_TRIGGER_TIME | | @2030
        | asg-termination-delay-sec | | asg-termination-delay-sec | AEMM_ASG_TERMINATION_DELAY_SEC | 0 | 7
        | asg-termination-trigger-time | | asg-termination-trigger-time | AEMM_ASG_TERMINATION_TRIGGER_TIME | | @2030
        spot | action | a | spot.action | AEMM_SPOT_ACTION | terminate | stop
        spot | time | t | spot.time | AEMM_SPOT_TIME | | @2030
        spot | rebalance-rec-time | r | spot.rebalance-rec-time | AEMM_SPOT_REBALANCE_REC_TIME | | @2030
        events | code | o | events.code | AEMM_EVENTS_CODE | system-reboot | instance-stop
        events | state | t | events.state | AEMM_EVENTS_STATE | active | completed
        events | not-before | b | events.not-before | AEMM_EVENTS_NOT_BEFORE | @+0 | @2030
        events | not-after | a | events.not-after | AEMM_EVENTS_NOT_AFTER | @+7 | @2030
        events | not-before-deadline | l | events.not-before-deadline | AEMM_EVENTS_NOT_BEFORE_DEADLINE | @+9 | @2030
        """;

    public static TheoryData<string[]> Rows
    {
        get
        {
            var data = new TheoryData<string[]>();
            foreach (var line in Table.Split('\n')) data.Add([.. line.Split('|').Select(cell => Full(cell.Trim()))]);
            return data;
        }
    }

    private static string Full(string cell) => cell switch
    {
        "@2030" => "2030-01-01T00:00:00Z",
        "@+0" => "2026-11-21T10:00:00Z",
        "@+7" => "2026-11-28T10:00:00Z",
        "@+9" => "2026-11-30T10:00:00Z",
        _ => cell,
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Has_its_default_and_is_set_by_flag_variable_and_file(string[] row)
    {
        var (command, flag, letter, key, variable, standard, value) =
            (row[0], row[1], row[2], row[3], row[4], row[5], row[6]);
        Assert.Equal(standard, Settings([]).Text(key));
        Assert.Equal(variable, MockSettings.VariableOf(key));
        var expected = value == "true" ? "1" : value;
        var isSwitch = value == "true";
        string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(expected, Effective(key, [.. words, $"--{flag}={value}"]));
        Assert.Equal(expected, Effective(key, isSwitch ? [.. words, "--" + flag] : [.. words, "--" + flag, value]));
        if (letter.Length > 0)
        {
            Assert.Equal(expected,
                Effective(key, isSwitch ? [.. words, "-" + letter] : [.. words, "-" + letter, value]));
            if (!isSwitch) Assert.Equal(expected, Effective(key, [.. words, "-" + letter + value]));
            if (!isSwitch) Assert.Equal(expected, Effective(key, [.. words, "-" + letter + "=" + value]));
        }

        var file = new ConfigMap();
        file.Set(key.ToUpperInvariant(), value);
        Assert.Equal(expected, AsText(Settings([], file: file), key, isSwitch));
        Assert.Equal(expected, AsText(Settings([], (variable, value)), key, isSwitch));
        // A flag is stronger than a variable, a variable than the file.
        var weaker = new ConfigMap();
        weaker.Set(key, standard);
        Assert.Equal(expected, AsText(Settings([], (variable, value), weaker), key, isSwitch));
        Assert.Equal(expected, AsText(
            Settings(ImdsArguments.Parse([.. words, $"--{flag}={value}"]).ByKey, (variable, standard), weaker), key,
                isSwitch));
    }

    [Theory]
    [InlineData("foo", "unknown command \"foo\" for \"ec2-metadata-mock\"")]
    [InlineData("spo", "unknown command \"spo\" for \"ec2-metadata-mock\"\n\nDid you mean this?\n\tspot\n")]
    [InlineData("--bar", "unknown flag: --bar")]
    [InlineData("-z", "unknown shorthand flag: 'z' in -z")]
    [InlineData("-Iz", "unknown shorthand flag: 'z' in -z")]
    [InlineData("--port", "flag needs an argument: --port")]
    [InlineData("-p", "flag needs an argument: 'p' in -p")]
    [InlineData("--=x", "bad flag syntax: --=x")]
    [InlineData("-d abc", "invalid argument \"abc\" for \"-d, --mock-delay-sec\" flag: strconv.ParseInt: parsing "
        + "\"abc\": invalid syntax")]
    [InlineData("--rebalance-delay-sec=x", "invalid argument \"x\" for \"--rebalance-delay-sec\" flag: "
        + "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("--imdsv2=maybe", "invalid argument \"maybe\" for \"-I, --imdsv2\" flag: strconv.ParseBool: parsing "
        + "\"maybe\": invalid syntax")]
    [InlineData("--action stop", "unknown flag: --action")]
    [InlineData("spot --version", "unknown flag: --version")]
    [InlineData("asg --code x", "unknown flag: --code")]
    public void Refuses_as_cobra_does(string words, string message)
    {
        var wrong = Assert.Throws<ImdsUsageException>(() => ImdsArguments.Parse(words.Split(' ')));
        Assert.Equal(message, wrong.Message);
    }

    [Fact]
    public void Takes_flags_before_a_command_and_switches_together()
    {
        var arguments = ImdsArguments.Parse(["-Is", "-p", "99", "--imdsv2=false", "spot", "-a", "stop", "word"]);
        Assert.Equal(MockCommand.Spot, arguments.Command.Command);
        Assert.Equal(["word"], arguments.Rest);
        Assert.Equal(
            [("action", "stop"), ("imdsv2", "false"), ("port", "99"), ("save-config-to-file", "true")],
            arguments.Set.Select(set => (set.Key, set.Value)));
    }

    private static string Effective(string key, string[] words) =>
        AsText(Settings(ImdsArguments.Parse(words).ByKey), key, isSwitch: false) is "true" ? "1"
            : AsText(Settings(ImdsArguments.Parse(words).ByKey), key, isSwitch: false);

    private static string AsText(MockSettings settings, string key, bool isSwitch) =>
        isSwitch ? settings.Flag(key) ? "1" : "0" : settings.Text(key);

    private static MockSettings Settings(
        IReadOnlyDictionary<string, string> flags, (string Name, string Value)? variable = null, ConfigMap? file = null)
    {
        var environment = new Dictionary<string, string>();
        if (variable is { } set) environment[set.Name] = set.Value;
        return MockSettings.Resolve(new MockSources(flags, environment, file ?? [], []), ManualClock.Start);
    }

    private static MockSettings Settings(string[] none) => Settings(new Dictionary<string, string>());

    private static MockSettings Settings(string[] none, (string Name, string Value) variable, ConfigMap? file = null) =>
        Settings(new Dictionary<string, string>(), variable, file);

    private static MockSettings Settings(string[] none, ConfigMap file) =>
        Settings(new Dictionary<string, string>(), null, file);
}
