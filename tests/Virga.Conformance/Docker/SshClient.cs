using System.Diagnostics;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>OpenSSH's client with a key pair of the test's own.</summary>
internal sealed class SshClient : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("virga-ssh").FullName;

    public string PublicKey { get; private set; } = "";

    public string PrivateKeyPath => folder + "/key";

    public string PublicKeyPath => folder + "/key.pub";

    public static async Task<SshClient> MakeAsync(string type)
    {
        var client = new SshClient();
        await StartAsync("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "test", "-f", client.PrivateKeyPath], "", 60);
        client.PublicKey = (await File.ReadAllTextAsync(client.PublicKeyPath, Cancellation)).Trim();
        return client;
    }

    /// <summary>Options that keep the machine's own configuration out.</summary>
    public string[] Options =>
    [
        "-i", PrivateKeyPath, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes",
        "-o", "ConnectTimeout=10",
    ];

    public Task<(int Code, string Output, string Error)> RunAsync(
        int port, string user, string command, string[]? more = null, string input = "", int seconds = 60) =>
        StartAsync(
            "ssh", [.. Options, "-p", $"{port}", .. more ?? [], $"{user}@127.0.0.1", command], input, seconds);

    public Task<(int Code, string Output, string Error)> CopyAsync(int port, params string[] arguments) =>
        StartAsync("scp", [.. Options, "-P", $"{port}", .. arguments], "", 60);

    /// <summary>Runs sftp's own commands, one a line; the first that fails ends it.</summary>
    public Task<(int Code, string Output, string Error)> TransferAsync(int port, string user, string commands) =>
        StartAsync("sftp", [.. Options, "-P", $"{port}", "-b", "-", $"{user}@127.0.0.1"], commands, 60);

    /// <summary>A path of the test's own.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A program that takes longer is killed.</summary>
    private static async Task<(int Code, string Output, string Error)> StartAsync(
        string program, string[] arguments, string input, int seconds)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            await using var kill = limit.Token.Register(process.Kill);
            var output = process.StandardOutput.ReadToEndAsync(Cancellation);
            var error = process.StandardError.ReadToEndAsync(Cancellation);
            try
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It reads no more.
            }

            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"reason: {program} is missing (openssh-client)");
            throw;
        }
    }
}
