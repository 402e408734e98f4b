using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Docker.Ssh;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>OpenSSH's own client against Virga's ssh server, in front of an image that has no sshd.</summary>
public sealed class GuestSshTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("rsa", "")]
    [InlineData("ecdsa", "")]
    [InlineData("ed25519", "-c aes256-gcm@openssh.com")]
    [InlineData("ed25519", "-c aes128-ctr")]
    [InlineData("ed25519", "-c aes256-ctr -o RekeyLimit=20K")]
    public async Task A_command_runs_with_its_input_output_and_status(string type, string options)
    {
        using var client = await SshClient.MakeAsync(type);
        await using var door = await DoorAsync(client);

        var (code, output, error) = await client.RunAsync(
            door.Port, "root", "cat | wc -c; echo $HOME $USER $SHELL; echo oops >&2; exit 7",
            [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], input: new string('x', 100_000));

        Assert.Equal((7, "100000\n/root root /bin/sh\n", "oops\n"), (code, output, error));
    }

    [Fact]
    public async Task A_terminal_has_its_size_and_its_name()
    {
        using var client = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(client);

        var said = await client.RunAsync(door.Port, "root", "tty; stty size; echo $TERM", ["-tt"]);

        Assert.Matches("/dev/pts/\\d+\r\n24 80\r\n", said.Output + said.Error);
    }

    [Fact]
    public async Task A_stranger_does_not_get_in_nor_does_a_user_that_is_not_there()
    {
        using var owner = await SshClient.MakeAsync("ed25519");
        using var stranger = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(owner);

        Assert.Contains("Permission denied (publickey)", (await stranger.RunAsync(door.Port, "root", "id")).Error,
            StringComparison.Ordinal);
        Assert.Contains("Permission denied (publickey)", (await owner.RunAsync(door.Port, "nobody-here", "id")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_container_was_made_with_is_not_in_a_sessions_environment()
    {
        using var client = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(client);

        var said = (await client.RunAsync(door.Port, "root", "env")).Output;

        Assert.DoesNotContain("virga.init", said, StringComparison.Ordinal);
        Assert.Contains("SSH_CONNECTION=", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_processes_with_it()
    {
        using var client = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(client);
        var gone = client.RunAsync(door.Port, "root", "echo up; sleep 4321; echo down", ["-tt"], seconds: 4);

        Assert.DoesNotContain("down", (await gone).Output, StringComparison.Ordinal);

        for (var end = DateTime.UtcNow + Guest.Patience; DateTime.UtcNow < end; await Task.Delay(100, Cancellation))
            if (!(await door.Guest.RunAsync("ps")).Contains("sleep 4321", StringComparison.Ordinal)) return;
        Assert.Fail("the process of the session still runs");
    }

    [Fact]
    public async Task A_key_of_a_minute_opens_until_its_time_is_over()
    {
        using var owner = await SshClient.MakeAsync("ed25519");
        using var other = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(owner);
        var now = DateTimeOffset.UtcNow;

        Assert.True(await door.Sessions.GrantAsync("root", other.PublicKey, now.AddMinutes(1), Cancellation));
        Assert.Equal(0, (await other.RunAsync(door.Port, "root", "true")).Code);
        Assert.False(await door.Sessions.GrantAsync("nobody-here", other.PublicKey, now.AddMinutes(1), Cancellation));

        using var late = await SshClient.MakeAsync("ed25519");
        Assert.True(await door.Sessions.GrantAsync("root", late.PublicKey, now.AddSeconds(-1), Cancellation));
        Assert.NotEqual(0, (await late.RunAsync(door.Port, "root", "true")).Code);
    }

    /// <summary>An image with the tools of OpenSSH, and without its server.</summary>
    [Fact]
    public async Task Files_go_both_ways_for_the_distributions_user()
    {
        await engine.NeedAsync(DebianSshd);
        var made = await engine.StartAsync("rm /usr/sbin/sshd", new() { Image = DebianSshd });
        Assert.Equal(0, (await engine.Client.Containers.WaitAsync(made, Cancellation)).StatusCode);
        var image = await engine.Client.Containers.CommitAsync(made, new(), Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(image, CancellationToken.None));
        using var client = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(client, image);
        var bytes = new byte[1 << 20];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(client.PathOf("here"), bytes, Cancellation);

        Assert.Equal((0, "admin /home/admin root\n", ""), await client.RunAsync(
            door.Port, "admin", "echo $(id -un) $HOME $(sudo id -un)"));
        await FineAsync(client.CopyAsync(door.Port, client.PathOf("here"), "admin@127.0.0.1:by-scp"));
        await FineAsync(client.CopyAsync(door.Port, "-O", client.PathOf("here"), "admin@127.0.0.1:by-old-scp"));
        await FineAsync(client.CopyAsync(door.Port, "admin@127.0.0.1:by-scp", client.PathOf("back")));
        await FineAsync(client.TransferAsync(door.Port, "admin",
            $"put {client.PathOf("here")} by-sftp\nrename by-sftp kept\nget kept {client.PathOf("again")}\n"));

        Assert.Equal(bytes, await File.ReadAllBytesAsync(client.PathOf("back"), Cancellation));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(client.PathOf("again"), Cancellation));
        Assert.Equal(0, (await client.RunAsync(door.Port, "admin", "cmp by-scp by-old-scp && cmp by-scp kept")).Code);
        Assert.NotEqual(0, (await client.TransferAsync(door.Port, "admin", "get not-there\n")).Code);
    }

    private static async Task FineAsync(Task<(int Code, string Output, string Error)> work)
    {
        var said = await work;
        Assert.True(said.Code == 0, $"{said}");
    }

    [Fact]
    public async Task The_host_key_stays_with_the_machine()
    {
        using var client = await SshClient.MakeAsync("ed25519");
        await using var door = await DoorAsync(client);
        using var again = await door.Sessions.HostKeyAsync(Cancellation);

        Assert.Equal(door.HostKey.Blob, again.Blob);
    }

    private async Task<Door> DoorAsync(SshClient client, string image = Busybox)
    {
        var guest = await Guest.StartAsync(engine, image, Guest.Parameters() with { Keys = [client.PublicKey] });
        await guest.ConsoleHasAsync("boot finished");
        var sessions = new GuestSessions(engine.Client, guest.Id, "127.0.0.1 1 127.0.0.1 22");
        return new(guest, sessions, await sessions.HostKeyAsync(Cancellation));
    }

    /// <summary>A port of this machine that leads to a guest.</summary>
    private sealed class Door : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource closing = new();

        public Door(Guest guest, GuestSessions sessions, SshHostKey hostKey)
        {
            Guest = guest;
            Sessions = sessions;
            HostKey = hostKey;
            listener.Start();
            _ = AcceptAsync();
        }

        public Guest Guest { get; }

        public GuestSessions Sessions { get; }

        public SshHostKey HostKey { get; }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await closing.CancelAsync();
            listener.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (!closing.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                _ = Task.Run(async () =>
                {
                    using var _ = client;
                    await SshServer.ServeAsync(client.GetStream(), HostKey, Sessions, TimeProvider.System,
                        NullLogger.Instance, closing.Token);
                });
            }
        }
    }
}
