using System.Diagnostics;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// A machine's user with registry clients: a login of their own, the AWS CLI, docker, skopeo, buildah against a server.
/// What is missing here skips the test, loudly.
/// </summary>
internal sealed class Client : IDisposable
{
    public const string HostName = "000000000000.dkr.ecr.us-east-1.localhost";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private readonly RunningServer server;

    public Client(RunningServer server)
    {
        this.server = server;
        File.WriteAllText(AuthFile, "{}");
    }

    /// <summary>The logins, and whatever a test wants to lay down.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("virga-ecr-client-").FullName;

    public string Registry(string style) => style == "host" ? $"{HostName}:{server.Port}" : $"localhost:{server.Port}";

    public string AuthFile => Path.Combine(Folder, "auth.json");

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["DOCKER_CONFIG"] = Path.Combine(Folder, "docker"),
        ["REGISTRY_AUTH_FILE"] = AuthFile,
        ["STORAGE_DRIVER"] = "vfs",
        ["BUILDAH_ISOLATION"] = "chroot",
    };

    /// <summary>A server without machines.</summary>
    public static Task<RunningServer> ServerAsync(string style, params string[] more) => RunningServer.StartAsync(
        ["--backend", "mock", "--ec2-imds-port", "0", "--ecr-uri-style", style, .. more]);

    public static void Need(string program)
    {
        var paths = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!paths.Any(path => File.Exists(Path.Combine(path, program))))
            Assert.Skip($"reason: {program} is missing (eng/prepare.sh packages)");
    }

    /// <summary>Names below localhost must mean this machine; glibc needs help for that.</summary>
    public static async Task NeedHostNameAsync()
    {
        try
        {
            await System.Net.Dns.GetHostAddressesAsync(HostName);
        }
        catch (System.Net.Sockets.SocketException)
        {
            Assert.Skip($"reason: {HostName} does not resolve to this machine (eng/prepare.sh packages)");
        }
    }

    /// <summary>Runs a line of a shell; its failure fails the test. Gives what it printed.</summary>
    public async Task<string> ShellAsync(string line)
    {
        var (code, output) = await TryAsync(line);
        Assert.True(code == 0, $"{line}\n{output}");
        return output.Trim();
    }

    /// <summary>The same for a line that must fail.</summary>
    public async Task<string> FailAsync(string line)
    {
        var (code, output) = await TryAsync(line);
        Assert.True(code != 0, $"should fail: {line}\n{output}");
        return output;
    }

    /// <summary>Logs docker and the others in, as AWS's page says.</summary>
    public async Task LoginAsync(string registry, string program)
    {
        var more = program == "docker" ? "" : "--tls-verify=false";
        await ShellAsync(
            $"aws ecr get-login-password | {program} login {more} --username AWS --password-stdin {registry}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public async Task<(int Code, string Output)> TryAsync(string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"set -o pipefail; {line}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        foreach (var (name, value) in server.Environment) start.Environment[name] = value;
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(line);
        }

        return (process.ExitCode, await output + await error);
    }
}
