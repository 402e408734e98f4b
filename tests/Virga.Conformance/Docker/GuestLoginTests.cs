using System.Diagnostics;
using System.Text;
using Virga.Docker.Init;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>A real ssh client with the launch key, against the image's own sshd.</summary>
public sealed class GuestLoginTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task The_launch_key_opens_root_and_the_distributions_user()
    {
        using var key = await Key.MakeAsync();
        var guest = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters() with { Keys = [key.Public] });
        var address = (await guest.InspectAsync()).NetworkSettings!.Networks!["bridge"].IPAddress!;

        Assert.Equal("root ip-10-0-0-5.ec2.internal",
            await key.SshAsync("root", address, "echo $(id -un) $(hostname)"));
        Assert.Equal("root", await key.SshAsync("admin", address, "sudo id -un"));
        Assert.Equal("/home/admin /bin/bash", await key.SshAsync("admin", address, "echo $HOME $SHELL"));
        using var stranger = await Key.MakeAsync();
        Assert.Contains("Permission denied", await stranger.SshAsync("root", address, "id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_keys_stay_over_a_stop_and_differ_between_instances()
    {
        using var key = await Key.MakeAsync();
        var one = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters() with { Keys = [key.Public] });
        var two = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters() with { Keys = [key.Public] });
        const string fingerprint =
            "until [ -s /run/sshd.pid ]; do sleep 0.1; done; cat /etc/ssh/ssh_host_ed25519_key.pub";
        var first = await one.RunAsync(fingerprint);
        Assert.NotEqual(first, await two.RunAsync(fingerprint));

        await one.StopAsync();
        await one.StartAsync();

        Assert.Equal(first, await one.RunAsync(fingerprint));
        Assert.Equal(key.Public + "\n", await one.RunAsync("cat /root/.ssh/authorized_keys"));
    }

    [Fact]
    public async Task An_image_without_a_user_list_takes_the_key_for_root_and_boots()
    {
        using var key = await Key.MakeAsync();
        var image = await MadeByAsync("rm /etc/passwd");
        var guest = await Guest.StartAsync(engine, image, Guest.Parameters() with { Keys = [key.Public] });
        await guest.ConsoleHasAsync("boot finished");

        Assert.Equal(key.Public + "\n", await guest.RunAsync("cat /root/.ssh/authorized_keys"));
        Assert.Equal("", await guest.RunAsync("ls /home 2>/dev/null"));
    }

    [Theory]
    [InlineData("ID=\"amzn\"", "ec2-user")]
    [InlineData("ID=alpine", "alpine")]
    [InlineData("VERSION_ID=\"22.04\"\nID=ubuntu\nID_LIKE=debian", "ubuntu")]
    public async Task The_login_user_is_the_one_of_the_distribution(string release, string user)
    {
        var image = await MadeByAsync($"printf '%s\\n' '{release}' > /etc/os-release; mkdir /etc/sudoers.d");

        var guest = await Guest.StartAsync(engine, image, Guest.Parameters() with { Keys = ["ssh-ed25519 AAAA test"] });
        await guest.ConsoleHasAsync("boot finished");

        Assert.Equal($"{user}:x:1000:1000::/home/{user}:/bin/sh\n", await guest.RunAsync("tail -n 1 /etc/passwd"));
        Assert.Equal($"{user} 700\n{user} 600\n",
            await guest.RunAsync($"stat -c '%U %a' /home/{user}/.ssh /home/{user}/.ssh/authorized_keys"));
        Assert.Equal($"{user} ALL=(ALL) NOPASSWD:ALL\n", await guest.RunAsync("cat /etc/sudoers.d/*"));
    }

    [Fact]
    public async Task A_key_of_a_minute_opens_the_images_own_server_until_its_time_is_over()
    {
        using var owner = await Key.MakeAsync();
        using var other = await Key.MakeAsync();
        var guest = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters() with { Keys = [owner.Public] });
        var address = (await guest.InspectAsync()).NetworkSettings!.Networks!["bridge"].IPAddress!;
        Assert.Equal("root", await owner.SshAsync("root", address, "id -un"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.Equal("", await guest.RunAsync($"/.virga/init grant-key root {now - 1} '{other.Public}'"));
        Assert.Contains("Permission denied", await other.SshAsync("root", address, "id"), StringComparison.Ordinal);
        Assert.Equal("", await guest.RunAsync($"/.virga/init grant-key root {now + 600} '{other.Public}'"));
        Assert.Equal("root", await other.SshAsync("root", address, "id -un"));
    }

    /// <summary>An image of what a script left of busybox.</summary>
    private async Task<string> MadeByAsync(string script)
    {
        await engine.NeedAsync(Busybox);
        var container = await engine.StartAsync(script);
        await engine.Client.Containers.WaitAsync(container, Cancellation);
        var image = await engine.Client.Containers.CommitAsync(container, new(), Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(image, CancellationToken.None));
        return image;
    }

    /// <summary>
    /// A log that has grown past what is read of a file: what an old boot failed with is not this boot's outcome.
    /// </summary>
    [Fact]
    public async Task The_outcome_of_an_images_cloud_init_is_that_of_this_boot()
    {
        const string boot = """
            #!/bin/sh
            mkdir -p /run/cloud-init
            log() {
              printf "running 'init-local'\nCommand: ['/var/lib/cloud/instance/scripts/a']\nExit code: $1\nReason: -\n"
            }
            { log 3; head -c 5000000 /dev/zero | tr '\0' x; echo; log 9; } > /var/log/cloud-init.log
            echo '{"v1": {"errors": ["a"]}}' > /run/cloud-init/new
            mv /run/cloud-init/new /run/cloud-init/result.json
            exec sleep 1000

            """;
        var image = await MadeByAsync(
            $"echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(boot))} | base64 -d > /boot; chmod 755 /boot");

        var guest = await Guest.StartAsync(engine, image, Guest.Parameters("#!/bin/sh\n") with
        {
            Exec = "/boot", DataSource = "NoCloud",
        });

        await guest.ConsoleHasAsync("user data: exit 9");
    }

    [Fact]
    public async Task The_name_resolves_to_the_private_address()
    {
        var guest = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters(), new() { NetworkMode = "none" });
        await guest.ConsoleHasAsync("boot finished");

        Assert.Equal("10.0.0.5        ip-10-0-0-5.ec2.internal ip-10-0-0-5\n",
            await guest.RunAsync("getent hosts ip-10-0-0-5"));
        Assert.Equal("ip-10-0-0-5.ec2.internal\n", await guest.RunAsync("cat /etc/hostname"));
    }

    /// <summary>A key pair of the test's own.</summary>
    private sealed class Key : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("virga-key").FullName;

        public string Public { get; private set; } = "";

        public static async Task<Key> MakeAsync()
        {
            var key = new Key();
            await key.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key.folder + "/key");
            key.Public = (await File.ReadAllTextAsync(key.folder + "/key.pub", Cancellation)).Trim();
            return key;
        }

        /// <summary>What the command printed, tried until sshd listens.</summary>
        public async Task<string> SshAsync(string user, string address, string command)
        {
            for (var end = DateTime.UtcNow + Guest.Patience; ; await Task.Delay(50, Cancellation))
            {
                var output = await RunAsync("ssh", "-i", folder + "/key", "-o", "StrictHostKeyChecking=no",
                    "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
                    "-o", "IdentityAgent=none", "-o", "ConnectTimeout=5", $"{user}@{address}", command);
                if (!output.Contains("Connection refused", StringComparison.Ordinal) || DateTime.UtcNow > end)
                    return output.Trim();
            }
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);

        private async Task<string> RunAsync(string program, params string[] arguments)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
                var error = process.StandardError.ReadToEndAsync(Cancellation);
                var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
                await process.WaitForExitAsync(Cancellation);
                return output + await error;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip($"reason: {program} is missing (openssh-client)");
                throw;
            }
        }
    }
}
