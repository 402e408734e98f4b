namespace Virga.Tests.Metadata.Mock;

/// <summary>What the mock prints and how it exits.</summary>
public sealed class MockMessageTests
{
    [Theory]
    [InlineData("", "ec2-metadata-mock for all mocks")]
    [InlineData("spot", "ec2-metadata-mock for EC2 Spot interruption notice")]
    [InlineData("events", "ec2-metadata-mock for EC2 Events")]
    [InlineData("asglifecycle", "ec2-metadata-mock for EC2 ASG Lifecycle")]
    public async Task Announces_itself(string words, string what)
    {
        await using var mock = await RunningMock.StartAsync(words);
        Assert.Contains($"2026/11/21 10:00:00 Initiating {what} on port 0\n", mock.Error, StringComparison.Ordinal);
        Assert.Equal("\nFlags:\nhostname: 127.0.0.1\nport: 0\n\n", mock.Output);
    }

    [Theory]
    [InlineData("spot", "-a FOO", "Invalid CLI input \"FOO\" for flag action. Allowed value(s): "
        + "terminate,hibernate,stop.\n")]
    [InlineData("spot", "-t x", "Invalid CLI input \"x\" for flag time. Allowed value(s): time in RFC3339 format, "
        + "e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("spot", "-r x", "Invalid CLI input \"x\" for flag rebalance-rec-time. Allowed value(s): time in "
        + "RFC3339 format, e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("events", "-o FOO", "Invalid CLI input \"FOO\" for flag code. Allowed value(s): "
        + "instance-reboot,system-reboot,system-maintenance,instance-retirement,instance-stop.\n")]
    [InlineData("events", "-t FOO", "Invalid CLI input \"FOO\" for flag state. Allowed value(s): "
        + "active,completed,canceled.\n")]
    [InlineData("events", "-b x", "Invalid CLI input \"x\" for flag not-before. Allowed value(s): time in RFC3339 "
        + "format, e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("events", "-a x", "Invalid CLI input \"x\" for flag not-after. Allowed value(s): time in RFC3339 "
        + "format, e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("events", "-l x", "Invalid CLI input \"x\" for flag not-before-deadline. Allowed value(s): time in "
        + "RFC3339 format, e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("", "--mock-trigger-time x", "Invalid CLI input \"x\" for flag mock-trigger-time. Allowed value(s): "
        + "time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.\n")]
    [InlineData("spot", "-a FOO -t 2020-01-07", "Invalid CLI input \"FOO\" for flag action. Allowed value(s): "
        + "terminate,hibernate,stop.\nInvalid CLI input \"2020-01-07\" for flag time. Allowed value(s): time in "
            + "RFC3339 format, e.g. 2020-01-07T01:03:47Z.\n")]
    public async Task Refuses_values(string command, string flags, string message)
    {
        var (code, _, error) =
            await RunningMock.EndAsync($"{command} {flags}".Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Contains("Usage:\n  ec2-metadata-mock", error, StringComparison.Ordinal);
        Assert.EndsWith("panic: Fatal error while executing the root command: " + message
            + "\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_values_of_variables_alike()
    {
        var (code, _, error) =
            await RunningMock.EndAsync([], ("AEMM_SPOT_ACTION", "FOO"), ("AEMM_EVENTS_STATE", "gone"));
        Assert.Equal(2, code);
        Assert.EndsWith(
            "Invalid CLI input \"FOO\" for flag action. Allowed value(s): terminate,hibernate,stop.\n"
            + "Invalid CLI input \"gone\" for flag state. Allowed value(s): active,completed,canceled.\n\n",
            error, StringComparison.Ordinal);
        (code, _, error) = await RunningMock.EndAsync([], ("AEMM_MOCK_DELAY_SEC", "soon"));
        Assert.Equal(2, code);
        Assert.Contains("cannot parse 'mock-delay-sec' as int: strconv.ParseInt: parsing \"soon\": invalid syntax",
            error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_version_and_help()
    {
        Assert.Equal((0, "v1.13.0", ""), await RunningMock.EndAsync(["--version"]));
        Assert.Equal((0, "v1.13.0", ""), await RunningMock.EndAsync(["-v"]));
        var (code, help, _) = await RunningMock.EndAsync(["--help"]);
        Assert.Equal(0, code);
        Assert.All(["asglifecycle", "completion", "events", "help", "spot", "--mock-ip-count int", "-I, --imdsv2"],
            word => Assert.Contains(word, help, StringComparison.Ordinal));
        Assert.Equal(help, (await RunningMock.EndAsync(["help"])).Output);
        var (_, spot, _) = await RunningMock.EndAsync(["spotitn", "-h"]);
        Assert.Equal(spot, (await RunningMock.EndAsync(["help", "spot"])).Output);
        Assert.Contains("Global Flags:\n", spot, StringComparison.Ordinal);
        Assert.All(["bash", "fish", "powershell", "zsh"], shell =>
            Assert.Contains("--mock-delay-sec", Virga.Server.Imds.ImdsCompletion.For(shell), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_with_the_usage_and_2_for_a_wrong_command_line()
    {
        var (code, output, error) = await RunningMock.EndAsync(["--bar"]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("Error: unknown flag: --bar\nUsage:\n", error, StringComparison.Ordinal);
        Assert.EndsWith("panic: Fatal error while executing the root command: unknown flag: --bar\n", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_1_for_a_bad_configuration_file()
    {
        var (code, _, error) = await RunningMock.EndAsync(["-c", "/nonexistent/x.json"]);
        Assert.Equal(1, code);
        Assert.Equal("2026/11/21 10:00:00 Error while attempting to apply overrides from /nonexistent/x.json: "
            + "open /nonexistent/x.json: no such file or directory\n", error);
        using var file = new TemporaryFile(".json", "{ not json");
        (code, _, error) = await RunningMock.EndAsync(["-c", file.Path]);
        Assert.Equal(1, code);
        Assert.Contains($"overrides from {file.Path}: While parsing config: ", error, StringComparison.Ordinal);
        using var other = new TemporaryFile(".txt", "");
        (code, _, error) = await RunningMock.EndAsync(["-c", other.Path]);
        Assert.Equal(1, code);
        Assert.Contains("Unsupported Config Type \"txt\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_without_a_default_file_and_without_a_home()
    {
        await using (var mock = await RunningMock.StartAsync())
            Assert.Contains("Warning:  Config File \"aemm-config\" Not Found in \"[/proc/nonexistent]\"\n",
                mock.Error, StringComparison.Ordinal);
        await using (var mock = await RunningMock.StartAsync("", null, ("HOME", null)))
            Assert.Contains("Warning: Failed to find home directory due to error: $HOME is not defined\n",
                mock.Error, StringComparison.Ordinal);
        await using var saving = await RunningMock.StartAsync("-s");
        Assert.Contains(
            "Warning: Failed to save the final configuration to local file - Failed to create directory for final "
            + "configuration at /proc/nonexistent/.ec2-metadata-mock: mkdir /proc/nonexistent/.ec2-metadata-mock: ",
            saving.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panics_when_the_port_is_taken()
    {
        await using var mock = await RunningMock.StartAsync();
        var (code, _, error) = await RunningMock.EndAsync(["-n", "127.0.0.1", "-p", $"{mock.EndPoint.Port}"]);
        Assert.Equal(2, code);
        Assert.EndsWith(
            $"panic: listen tcp 127.0.0.1:{mock.EndPoint.Port}: bind: address already in use\n", error,
                StringComparison.Ordinal);
    }
}
