using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Virga.Tests.Server.Commands;

/// <summary>The program as a process: what it says of settings that cannot be, and that it says it in a line.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("--data /dev/null/x", "", "(VIRGA_DATA, --data)")]
    [InlineData("--host 192.0.2.1", "", "(VIRGA_HOST, --host, VIRGA_PORT, --port)")]
    [InlineData("--config /tmp", "", "'/tmp' (--config) cannot be read")]
    [InlineData("", "VIRGA_CONFIG=/nonexistent", "'/nonexistent' (VIRGA_CONFIG) cannot be read")]
    [InlineData("--port x", "", "--port is 'x'; it has to be a number from 1 to 65535.")]
    [InlineData("--backend docker", "DOCKER_HOST=ssh://somewhere", "DOCKER_HOST=ssh://somewhere: ssh is not supported")]
    [InlineData("--backend docker", "DOCKER_TLS_VERIFY=1", "DOCKER_TLS_VERIFY is set")]
    public async Task What_keeps_it_from_starting_is_said_in_a_line_that_names_the_setting(
        string arguments, string variable, string said)
    {
        string[] line = ["serve", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (!arguments.Contains("--port", StringComparison.Ordinal)) line = [.. line, "--port", $"{FreePort()}"];
        if (!arguments.Contains("--backend", StringComparison.Ordinal)) line = [.. line, "--backend", "mock"];

        var (code, _, error) = await RunAsync(line, variable);

        Assert.InRange(code, 1, 2);
        Assert.StartsWith("virga: ", error, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, _, error) = await RunAsync(["serve", "--port", $"{port}", "--backend", "mock"], "");

        Assert.Equal(1, code);
        Assert.Contains($"127.0.0.1:{port} (VIRGA_HOST, --host, VIRGA_PORT, --port)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Env_prints_exports_and_a_config_variable_without_a_value_is_none()
    {
        var (code, output, error) = await RunAsync(["env", "--port", "4999"], "VIRGA_CONFIG=");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(
            "export AWS_ENDPOINT_URL=http://localhost:4999\nexport AWS_ACCESS_KEY_ID=test\n"
            + "export AWS_SECRET_ACCESS_KEY=test\nexport AWS_DEFAULT_REGION=us-east-1\n",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_cannot_be_addressed_is_unavailable_and_the_server_starts()
    {
        var port = FreePort();
        using var process = Start(
            ["serve", "--port", $"{port}", "--ec2-imds-port", "0", "--ec2-vm-accelerator", "emulation"],
            "DOCKER_HOST=ssh://somewhere;VIRGA_EC2_TRANSITION=instant");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var health = await HealthAsync(port);

            Assert.Contains("ssh is not supported", health, StringComparison.Ordinal);
            Assert.Contains("unavailable", health, StringComparison.Ordinal);
        }
        finally
        {
            using var end = Process.Start("kill", $"-TERM {process.Id}");
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest);
        }

        Assert.Contains("is VIRGA_EC2_TRANSITIONS meant?", await error, StringComparison.Ordinal);
    }

    private static async Task<string> HealthAsync(int port)
    {
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            try
            {
                return await client.GetStringAsync(
                    $"http://127.0.0.1:{port}/_virga/health", TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException) when (clock.Elapsed < Longest)
            {
                // Not up yet.
            }
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, string variables)
    {
        using var process = Start(arguments, variables);
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(string[] arguments, string variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "virga-server.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in variables.Split(';', StringSplitOptions.RemoveEmptyEntries))
            start.Environment[variable[..variable.IndexOf('=')]] = variable[(variable.IndexOf('=') + 1)..];
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
