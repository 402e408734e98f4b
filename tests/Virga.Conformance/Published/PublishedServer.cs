using System.Diagnostics;
using System.Net.Sockets;
using System.Net;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary>
/// The native binary that <c>./virga publish</c> made, running on a port of its own. The test command names it in
/// <c>VIRGA_PUBLISHED</c>; without that the tests skip, and with it a binary that is not there is a failure.
/// </summary>
internal sealed class PublishedServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly HttpClient _client;

    private PublishedServer(Process process, int port)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public static string Binary
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("VIRGA_PUBLISHED");
            if (string.IsNullOrEmpty(path)) Assert.Skip("VIRGA_PUBLISHED is not set: `./virga test` sets it");
            Assert.True(File.Exists(path), $"{path} does not exist: did `./virga publish` fail?");
            return path;
        }
    }

    public static async Task<PublishedServer> StartAsync(params string[] arguments)
    {
        var port = FreePort();
        string[] all = ["serve", "--host", "127.0.0.1", "--port", $"{port}", "--backend", "mock", .. arguments];
        var server = new PublishedServer(Process.Start(new ProcessStartInfo(Binary, all))!, port);
        var clock = Stopwatch.StartNew();
        while (!await server.AnswersAsync())
        {
            Assert.False(server._process.HasExited, "the server ended while it started");
            Assert.True(clock.Elapsed < StartLimit, $"no answer after {StartLimit}");
            await Task.Delay(10);
        }
        return server;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    /// <summary>An EC2 call as SDKs make it, with the scope that names service and region.</summary>
    public async Task<(HttpStatusCode Status, string Body)> CallEc2Async(string action, string more = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new StringContent($"Action={action}&Version=2016-11-15{more}");
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 "
            + "Credential=123456789012/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
            + $"Signature={new string('0', 64)}");
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Asks it to end as a service manager does; its exit status, or null where it does not end.</summary>
    public async Task<int?> TerminateAsync(TimeSpan limit)
    {
        using var kill = Process.Start("kill", $"-TERM {_process.Id}");
        using var source = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(source.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Any request, as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    public double ResidentMiB()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:"));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        // One that is killed leaves its temporary directories.
        if (!_process.HasExited) await TerminateAsync(TimeSpan.FromSeconds(20));
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await GetAsync("/_virga/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
