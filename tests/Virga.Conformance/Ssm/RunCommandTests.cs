using System.Text.Json;
using Virga.Conformance.Docker;
using Virga.Conformance.Iam;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ssm;

/// <summary>SSM Run Command with the real CLI and boto3 into a real container.</summary>
public sealed class RunCommandTests(RealEngine engine) : IClassFixture<RealEngine>, IAsyncLifetime
{
    private const string Ami = "ami-df5de72bdb3b";
    private const string Image = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:" + Ami;

    public async ValueTask InitializeAsync()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync(Image);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_shell_runs_in_the_guest_and_its_output_and_exit_code_are_kept()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var instance = await LaunchAsync(aws);

        var nodes = await aws.Async("ssm", "describe-instance-information", "--output", "text",
            "--query", "InstanceInformationList[].[InstanceId,PingStatus]");
        Assert.Equal($"{instance}\tOnline", nodes);

        var piped = await RunAsync(aws, server, instance, """
            {"commands":["printf 'b\\na\\n' | sort > /tmp/sorted",
                         "cat < /tmp/sorted && echo \"it's $((6*7))\" >&2","pwd","hostname"],
             "workingDirectory":["/var"]}
            """);
        Assert.Equal(("Success", 0), (Text(piped, "Status"), Code(piped)));
        Assert.StartsWith("a\nb\n/var\n", Text(piped, "StandardOutputContent"), StringComparison.Ordinal);
        Assert.Equal("it's 42\n", Text(piped, "StandardErrorContent"));
        Assert.Contains(await aws.InstanceAsync(instance, "PrivateDnsName"), Text(piped, "StandardOutputContent"),
            StringComparison.Ordinal);

        var failed = await RunAsync(aws, server, instance, """{"commands":["echo said","no-such-program","exit 7"]}""");
        Assert.Equal(("Failed", 7), (Text(failed, "Status"), Code(failed)));
        Assert.Equal("said\n", Text(failed, "StandardOutputContent"));
        Assert.Contains("no-such-program", Text(failed, "StandardErrorContent"), StringComparison.Ordinal);
        Assert.EndsWith("failed to run commands: exit status 7", Text(failed, "StandardErrorContent"),
            StringComparison.Ordinal);

        var interpreted = await RunAsync(
            aws, server, instance, """{"commands":["#!/usr/bin/python3","print('from python')"]}""");
        Assert.Equal("from python\n", Text(interpreted, "StandardOutputContent"));

        var large = await RunAsync(aws, server, instance, """{"commands":["head -c 60000 /dev/zero | tr '\\0' x"]}""");
        Assert.Equal(24_000, Text(large, "StandardOutputContent").Length);
    }

    [Fact]
    public async Task What_takes_too_long_or_is_cancelled_is_ended_in_the_guest()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var instance = await LaunchAsync(aws);

        var slow = await RunAsync(aws, server, instance,
            """{"commands":["echo began","sleep 7777 | cat"],"executionTimeout":["2"]}""");
        Assert.Equal(("TimedOut", "ExecutionTimedOut", "began\n"),
            (Text(slow, "Status"), Text(slow, "StatusDetails"), Text(slow, "StandardOutputContent")));

        var command = await SendAsync(aws, instance, """{"commands":["sleep 8888"]}""");
        await aws.Async("ssm", "cancel-command", "--command-id", command);
        Assert.StartsWith("not executed: Cancel", await WaitAsync(server, command, instance), StringComparison.Ordinal);
        await aws.UntilAsync("Cancelled", "ssm", "get-command-invocation", "--command-id", command,
            "--instance-id", instance, "--query", "Status", "--output", "text");

        var left = await RunAsync(aws, server, instance,
            """{"commands":["cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'sleep [78]\\{4\\}' || true"]}""");
        Assert.Equal("0\n", Text(left, "StandardOutputContent"));
        Assert.Equal("3", await aws.Async(
            "ssm", "list-commands", "--query", "length(Commands)", "--instance-id", instance));
    }

    [Fact]
    public async Task Tags_choose_the_guests()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var chosen = await LaunchAsync(aws, "web");
        await LaunchAsync(aws, "db");

        var command = await aws.Async("ssm", "send-command", "--document-name", "AWS-RunShellScript",
            "--targets", "Key=tag:role,Values=web", "--parameters", "commands=[\"echo hello\"]",
            "--query", "Command.CommandId", "--output", "text");
        Assert.StartsWith("executed", await WaitAsync(server, command, chosen), StringComparison.Ordinal);

        Assert.Equal($"{chosen}\tSuccess", await aws.Async("ssm", "list-command-invocations", "--command-id", command,
            "--output", "text", "--query", "CommandInvocations[].[InstanceId,Status]"));
    }

    private static async Task<string> LaunchAsync(AwsCli aws, string role = "any")
    {
        var instance = await aws.Async("ec2", "run-instances", "--image-id", Ami, "--instance-type", "t3.nano",
            "--tag-specifications", $"ResourceType=instance,Tags=[{{Key=role,Value={role}}}]",
            "--query", "Instances[0].InstanceId", "--output", "text");
        await aws.Async("ec2", "wait", "instance-running", "--instance-ids", instance);
        return instance;
    }

    private static Task<string> SendAsync(AwsCli aws, string instance, string parameters) => aws.Async(
        "ssm", "send-command", "--document-name", "AWS-RunShellScript", "--instance-ids", instance,
        "--parameters", parameters, "--query", "Command.CommandId", "--output", "text");

    private static async Task<JsonElement> RunAsync(
        AwsCli aws, RunningServer server, string instance, string parameters)
    {
        var command = await SendAsync(aws, instance, parameters);
        await WaitAsync(server, command, instance);
        return JsonDocument.Parse(await aws.Async("ssm", "get-command-invocation", "--command-id", command,
            "--instance-id", instance, "--output", "json")).RootElement;
    }

    private static async Task<string> WaitAsync(RunningServer server, string command, string instance)
    {
        var (code, output, error) = await Metadata.Run.Async(
            "python3", [Tool.File("run_command.py"), server.Url, command, instance]);
        if (error.Contains("ModuleNotFoundError", StringComparison.Ordinal)) Assert.Skip("reason: boto3 is missing");
        Assert.True(code == 0, error);
        return output.TrimEnd('\n');
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    private static int Code(JsonElement answer) => answer.GetProperty("ResponseCode").GetInt32();
}
