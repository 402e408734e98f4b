using System.Diagnostics;
using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>
/// The walkthroughs of LocalStack's and Floci's EC2 pages with the real CLI, a real engine and real ssh. The image is
/// built from Debian packages under the tag that the AMI's table names.
/// </summary>
public sealed class ContainerInstanceTests(RealEngine engine) : IClassFixture<RealEngine>, IAsyncLifetime
{
    private const string Ami = "ami-df5de72bdb3b";
    private const string Image = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:" + Ami;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("virga-walk").FullName;

    public async ValueTask InitializeAsync()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync(Image);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_web_server_from_user_data_answers_and_ssh_gets_in_with_the_key()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var key = await KeyAsync(aws, "rsa");
        await aws.Async("ec2", "authorize-security-group-ingress", "--group-id", "default", "--protocol", "tcp",
            "--port", "8000", "--cidr", "0.0.0.0/0");
        var script = await ScriptAsync("""
            #!/bin/bash -xeu
            echo said-by-user-data
            cd /tmp && echo it-works > index.html
            nohup python3 -m http.server 8000 > /dev/null 2>&1 &
            """);

        var instance = await LaunchAsync(aws, "--key-name", "my-key", "--user-data", $"file://{script}");

        var address = await aws.InstanceAsync(instance, "PublicIpAddress");
        Assert.Equal("it-works\n", await CurlAsync($"http://{address}:8000/index.html"));
        var said = await SshAsync(aws, instance, key, "cat /var/log/cloud-init-output.log; hostname");
        Assert.Contains("said-by-user-data", said, StringComparison.Ordinal);
        var name = await aws.InstanceAsync(instance, "PrivateDnsName");
        Assert.Contains(name, said, StringComparison.Ordinal);
        var stored = await SshAsync(aws, instance, key, $"cat /var/lib/cloud/instances/{instance}/user-data.txt");
        Assert.Equal(await File.ReadAllTextAsync(script), stored);
    }

    [Fact]
    public async Task An_ed25519_key_of_the_api_logs_in_too()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var key = await KeyAsync(aws, "ed25519");

        var instance = await LaunchAsync(aws, "--key-name", "my-key");

        Assert.Equal("root\n", await SshAsync(aws, instance, key, "whoami"));
    }

    [Fact]
    public async Task Stop_start_reboot_and_terminate_do_what_they_say()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var key = await KeyAsync(aws, "rsa");
        var script = await ScriptAsync("#!/bin/sh\necho once >> /root/boots\n");
        var instance = await LaunchAsync(aws, "--key-name", "my-key", "--user-data", $"file://{script}");
        await SshAsync(aws, instance, key, "echo kept > /root/kept");
        var address = await aws.InstanceAsync(instance, "PrivateIpAddress");

        await aws.Async("ec2", "stop-instances", "--instance-ids", instance);
        await aws.Async("ec2", "wait", "instance-stopped", "--instance-ids", instance);
        Assert.False(await IsRunningAsync(instance));
        await aws.Async("ec2", "start-instances", "--instance-ids", instance);
        await aws.Async("ec2", "wait", "instance-running", "--instance-ids", instance);
        Assert.True(await IsRunningAsync(instance));
        Assert.Equal("kept\nonce\n", await SshAsync(aws, instance, key, "cat /root/kept /root/boots"));
        Assert.Equal(address, await aws.InstanceAsync(instance, "PrivateIpAddress"));

        var bootId = await SshAsync(aws, instance, key, "stat -c %Y /proc/1");
        await aws.Async("ec2", "reboot-instances", "--instance-ids", instance);
        await EventuallyAsync(async () => await SshAsync(aws, instance, key, "stat -c %Y /proc/1") != bootId);
        Assert.Equal("kept\nonce\n", await SshAsync(aws, instance, key, "cat /root/kept /root/boots"));

        await aws.Async("ec2", "terminate-instances", "--instance-ids", instance);
        await aws.Async("ec2", "wait", "instance-terminated", "--instance-ids", instance);
        Assert.Equal("", await ContainersAsync(instance));
    }

    [Fact]
    public async Task Filters_find_the_running_one_as_in_flocis_page()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var running = await LaunchAsync(aws);
        var stopped = await LaunchAsync(aws);
        await aws.Async("ec2", "stop-instances", "--instance-ids", stopped);
        await aws.Async("ec2", "wait", "instance-stopped", "--instance-ids", stopped);

        var found = await aws.Async("ec2", "describe-instances", "--output", "text",
            "--filters", "Name=instance-state-name,Values=running",
            "--query", "Reservations[].Instances[].InstanceId");

        Assert.Equal(running, found);
    }

    [Fact]
    public async Task Instances_survive_a_crash_of_the_emulator_with_a_data_directory()
    {
        await using var server = await RunningServer.StartAsync("--data", Path.Combine(folder, "data"));
        var aws = new AwsCli(server);
        var instance = await LaunchAsync(aws);

        await server.KillAsync();
        Assert.True(await IsRunningAsync(instance));
        await server.RestartAsync();

        Assert.Equal("running", await aws.InstanceAsync(instance, "State.Name"));
        await aws.Async("ec2", "stop-instances", "--instance-ids", instance);
        await aws.Async("ec2", "wait", "instance-stopped", "--instance-ids", instance);
        Assert.False(await IsRunningAsync(instance));
        await aws.Async("ec2", "terminate-instances", "--instance-ids", instance);
        await aws.Async("ec2", "wait", "instance-terminated", "--instance-ids", instance);
        Assert.Equal("", await ContainersAsync(instance));
    }

    [Fact]
    public async Task Without_a_data_directory_a_clean_end_leaves_nothing_and_a_crash_is_swept()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        var crashed = await LaunchAsync(aws);
        await server.KillAsync();
        Assert.True(await IsRunningAsync(crashed));

        await server.RestartAsync();
        await EventuallyAsync(async () => await ContainersAsync(crashed) == "");
        var second = await LaunchAsync(aws);
        await server.TerminateAsync();

        Assert.Equal("", await ContainersAsync(second));
    }

    [Fact]
    public async Task Fifty_launches_at_once_are_fifty_running_machines()
    {
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);

        await aws.Async("ec2", "run-instances", "--image-id", "ami-alpine", "--instance-type", "t3.nano",
            "--count", "50", "--query", "length(Instances)");

        const string Query = "length(Reservations[].Instances[?State.Name=='running'][])";
        await EventuallyAsync(
            async () => await aws.Async("ec2", "describe-instances", "--query", Query) == "50",
            TimeSpan.FromMinutes(4));
        var addresses = await aws.Async("ec2", "describe-instances", "--output", "text",
            "--query", "Reservations[].Instances[].PrivateIpAddress");
        Assert.Equal(50, addresses.Split('\t').Distinct().Count());
    }

    private static async Task<string> LaunchAsync(AwsCli aws, params string[] more)
    {
        var instance = await aws.Async(
            ["ec2", "run-instances", "--image-id", Ami, "--count", "1", "--instance-type", "t3.nano",
             "--query", "Instances[0].InstanceId", "--output", "text", .. more]);
        await aws.Async("ec2", "wait", "instance-running", "--instance-ids", instance);
        return instance;
    }

    private async Task<string> KeyAsync(AwsCli aws, string type)
    {
        var path = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(path, await aws.Async("ec2", "create-key-pair", "--key-name", "my-key",
            "--key-type", type, "--query", "KeyMaterial", "--output", "text") + "\n");
        await Metadata.Run.Async("chmod", ["400", path]);
        return path;
    }

    private async Task<string> ScriptAsync(string text)
    {
        var path = Path.Combine(folder, "user-data.sh");
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    /// <summary>Logs in as the tag on the instance says.</summary>
    private static async Task<string> SshAsync(AwsCli aws, string instance, string key, string command)
    {
        var said = (Code: -1, Output: "", Error: "");
        await EventuallyAsync(async () =>
        {
            var at = (await aws.InstanceAsync(instance, "Tags[?Key=='aws:virga:ssh']|[0].Value")).Split(':');
            said = await Metadata.Run.Async("ssh",
                ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes",
                 "-o", "ConnectTimeout=5", "-o", "LogLevel=ERROR", "-p", at[1], "-i", key, $"root@{at[0]}", command]);
            return said.Code == 0;
        });
        return said.Output;
    }

    private static async Task<string> CurlAsync(string url)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var answer = "";
        await EventuallyAsync(async () =>
        {
            try
            {
                answer = await client.GetStringAsync(url);
                return true;
            }
            catch (Exception early) when (early is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        });
        return answer;
    }

    private static async Task<bool> IsRunningAsync(string instance) =>
        (await Metadata.Run.Async("docker", ["inspect", "-f", "{{.State.Running}}", $"virga-ec2.{instance}"]))
            .Output.Trim() == "true";

    private static async Task<string> ContainersAsync(string instance) =>
        (await Metadata.Run.Async("docker", ["ps", "-aq", "--filter", $"label=virga.instance={instance}"])).Output;

    private static async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < (limit ?? Patience), "it did not come to be in time");
            await Task.Delay(250);
        }
    }
}
