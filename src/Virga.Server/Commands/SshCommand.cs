using System.Diagnostics;
using System.Net.Http.Json;
using Virga.Ec2InstanceConnect;
using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary>
/// <c>virga ssh i-…</c>: asks the server where the instance is and as whom to log in, lets a key of the moment in,
/// and hands over to OpenSSH's client. No key pair is needed for it, but for virtual machines, which take no key while
/// they run.
/// </summary>
internal static class SshCommand
{
    /// <param name="options">Where the server is.</param>
    /// <param name="target">An instance, or <c>user@instance</c>.</param>
    /// <param name="rest">More for ssh: options, a command.</param>
    /// <param name="cancellation">Ends the wait for the server.</param>
    public static async Task<int> RunAsync(
        ServerOptions options, string target, IReadOnlyList<string> rest, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("virga-ssh").FullName;
        try
        {
            var key = Path.Combine(folder, "key");
            if (await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "virga", "-f", key])
                .ConfigureAwait(false) is not 0 and var failed)
                return failed;
            var at = target.IndexOf('@');
            var instance = target[(at + 1)..];
            var asked = new AskedLogin
            {
                User = at > 0 ? target[..at] : null,
                Key = (await File.ReadAllTextAsync(key + ".pub", cancellation).ConfigureAwait(false)).Trim(),
            };
            if (await AskAsync(options, instance, asked, cancellation).ConfigureAwait(false) is not { } login) return 1;
            if (!login.IsKeyIn)
                await Console.Error.WriteLineAsync(
                    $"virga: nothing lets a key into this machine while it runs; trying your own keys as {login.User} "
                    + $"(another user: virga ssh USER@{instance}).").ConfigureAwait(false);
            return await RunAsync("ssh", ArgumentsOf(login, instance, key, rest)).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// What ssh is told. Where the key of the moment opens nothing, it takes those that its user has.
    /// </summary>
    public static string[] ArgumentsOf(Login login, string instance, string key, IReadOnlyList<string> rest)
    {
        var colon = login.Endpoint.LastIndexOf(':');
        string[] identity = login.IsKeyIn ? ["-i", key, "-o", "IdentitiesOnly=yes"] : [];
        return
        [
            .. identity, "-p", login.Endpoint[(colon + 1)..], "-o", $"HostKeyAlias={instance}",
            "-o", "StrictHostKeyChecking=accept-new", $"{login.User}@{login.Endpoint[..colon]}", .. rest,
        ];
    }

    private static async Task<Login?> AskAsync(
        ServerOptions options, string instance, AskedLogin asked, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var url = $"{Banner.UrlOf(options)}/_virga/ec2/instances/{Uri.EscapeDataString(instance)}/login";
        try
        {
            using var body = JsonContent.Create(asked, LoginJson.Default.AskedLogin);
            await body.LoadIntoBufferAsync(cancellation).ConfigureAwait(false);
            using var answer = await client.PostAsync(url, body, cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync(LoginJson.Default.Login, cancellation)
                    .ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            await Console.Error.WriteLineAsync("virga: " + text).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
        {
            await Console.Error.WriteLineAsync($"virga: no server at {Banner.UrlOf(options)}: {unreachable.Message}")
                .ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>With this program's own terminal.</summary>
    private static async Task<int> RunAsync(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
            await process.WaitForExitAsync().ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            await Console.Error.WriteLineAsync($"virga: {program} is missing; install OpenSSH's client.")
                .ConfigureAwait(false);
            return 1;
        }
    }
}
