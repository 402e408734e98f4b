using System.Diagnostics;
using System.Text;
using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>What one sees of a machine without its network: serial console, console output, screen.</summary>
public sealed class SerialConsoleTests(Hypervisor hypervisor, RealEngine engine) : IClassFixture<RealEngine>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_pushed_key_leads_to_the_serial_console_by_the_APIs_own_port()
    {
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var (subnet, group) = await rig.DefaultAsync();
        var (id, _) = await rig.LaunchAsync(subnet, group);
        await MachineRig.UntilAsync("it has booted", async () =>
            (await rig.ConsoleAsync(id)).Contains("READY", StringComparison.Ordinal));

        Assert.Equal("SerialConsoleAccessDisabledException", await RefusedAsync(rig, id));
        Assert.Contains("Permission denied", (await RefusedLoginAsync(rig, id)).Error, StringComparison.Ordinal);
        await rig.Api.CallAsync("EnableSerialConsoleAccess");
        Assert.Contains("Permission denied", (await RefusedLoginAsync(rig, id)).Error, StringComparison.Ordinal);
        Assert.Equal("", await RefusedAsync(rig, id));
        using (var session = Session.Start(hypervisor, rig.Server.Port, id))
        {
            await session.TypeAsync("echo the answer is $((40+2))\n", "the answer is 42");
            Assert.Equal("SerialConsoleSessionLimitExceededException", await RefusedAsync(rig, id));
        }

        await MachineRig.UntilAsync("it has left", async () => await RefusedAsync(rig, id) == "");
        using (var session = Session.Start(hypervisor, rig.Server.Port, id))
            await session.TypeAsync("echo once $((6*7))\n", "once 42");
        await rig.Api.CallAsync("DisableSerialConsoleAccess");
        Assert.Contains("Permission denied", (await RefusedLoginAsync(rig, id)).Error, StringComparison.Ordinal);
        await rig.Api.CallAsync("EnableSerialConsoleAccess");
        var box = await rig.ContainerAsync(subnet, group);
        Assert.Equal("SerialConsoleSessionUnsupportedException", await RefusedAsync(rig, box.Id));

        // The same console as the API has it, and the screen, by the API and by VNC.
        var output = await rig.Api.OneAsync("output", "GetConsoleOutput", ("InstanceId", id), ("Latest", "true"));
        Assert.Contains(
            "the answer is 42", Encoding.UTF8.GetString(Convert.FromBase64String(output)), StringComparison.Ordinal);
        var screen = Convert.FromBase64String(
            await rig.Api.OneAsync("imageData", "GetConsoleScreenshot", ("InstanceId", id)));
        Assert.Equal("PNG", Encoding.ASCII.GetString(screen, 1, 3));
        Assert.True(screen[18] * 256 + screen[19] >= 640, "the picture is smaller than a screen");
        var vnc = (await rig.TagAsync(id, "aws:virga:vnc")).Split(':');
        Assert.StartsWith(
            "RFB 003.", await RealNetwork.AskFromHostAsync(vnc[0], int.Parse(vnc[1])), StringComparison.Ordinal);
    }

    /// <summary>The error's code of sending the key; "" where it is taken.</summary>
    private async Task<string> RefusedAsync(MachineRig rig, string id)
    {
        var (code, _, error) = await Metadata.Run.Async(
            "aws",
            [
                "ec2-instance-connect", "send-serial-console-ssh-public-key", "--instance-id", id, "--serial-port", "0",
                "--ssh-public-key", $"file://{hypervisor.KeyPath}.pub",
            ],
            rig.Server.Environment);
        return code == 0 ? "" : error.Split('(', ')') is [_, var name, ..] ? name : error;
    }

    private Task<(int Code, string Output, string Error)> RefusedLoginAsync(MachineRig rig, string id) =>
        Tool.RunAsync("ssh", Session.Arguments(hypervisor, rig.Server.Port, id));

    /// <summary>Somebody at the console, by the real client.</summary>
    private sealed class Session(Process process) : IDisposable
    {
        private readonly StringBuilder seen = new();

        public static string[] Arguments(Hypervisor hypervisor, int port, string id) =>
        [
            "-tt", "-i", hypervisor.KeyPath, "-p", $"{port}", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
            "-o", "IdentitiesOnly=yes", $"{id}.port0@127.0.0.1",
        ];

        public static Session Start(Hypervisor hypervisor, int port, string id)
        {
            var process = Process.Start(new ProcessStartInfo("ssh", Arguments(hypervisor, port, id))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var session = new Session(process);
            process.OutputDataReceived += (_, line) => session.Note(line.Data);
            process.ErrorDataReceived += (_, line) => session.Note(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return session;
        }

        /// <summary>
        /// Types until the answer is there: what is typed before the port is open is lost, as on AWS.
        /// </summary>
        public async Task TypeAsync(string line, string answer)
        {
            var clock = Stopwatch.StartNew();
            for (var round = 0; !Seen().Contains(answer, StringComparison.Ordinal); round++)
            {
                Assert.True(clock.Elapsed < Patience && !process.HasExited, $"no answer: {Seen()}");
                if (round % 20 == 0)
                {
                    await process.StandardInput.WriteAsync(line);
                    await process.StandardInput.FlushAsync();
                }

                await Task.Delay(250);
            }
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        private string Seen()
        {
            lock (seen) return seen.ToString();
        }

        private void Note(string? line)
        {
            lock (seen) seen.AppendLine(line);
        }
    }
}
