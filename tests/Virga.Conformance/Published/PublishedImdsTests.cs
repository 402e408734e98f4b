using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary><c>virga imds</c> as a process of its own: the native binary, under both of its names.</summary>
public sealed class PublishedImdsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("virga-imds-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_serves_a_spot_notice_and_ends_when_it_is_asked_to()
    {
        await using var mock = await Mock.StartAsync(PublishedServer.Binary, "imds", "spot", "--action", "stop");
        using var notice = JsonDocument.Parse(await mock.GetAsync("spot/instance-action"));
        Assert.Equal("stop", notice.RootElement.GetProperty("action").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("autoscaling/target-lifecycle-state"));
        // Nothing is to be put away, so that the signal's own end is one too.
        Assert.Contains(await mock.TerminateAsync(), (int[])[0, 128 + 15]);
    }

    [Fact]
    public async Task It_reads_a_file_of_YAML()
    {
        var file = Save("config.yaml", "metadata:\n  values:\n    instance-id: i-of-the-file\n");
        await using var mock = await Mock.StartAsync(PublishedServer.Binary, "imds", "-c", file);
        Assert.Equal("i-of-the-file", await mock.GetAsync("instance-id"));
    }

    [Fact]
    public async Task Under_the_name_of_Amazons_mock_it_takes_the_mocks_command_line()
    {
        var link = Path.Combine(_directory.FullName, "ec2-metadata-mock");
        File.CreateSymbolicLink(link, Path.GetFullPath(PublishedServer.Binary));
        Assert.Equal((0, "v1.13.0"), await EndAsync(link, "--version"));
        await using var mock = await Mock.StartAsync(link, "asglifecycle");
        Assert.Equal("Terminated", await mock.GetAsync("autoscaling/target-lifecycle-state"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync("spot/instance-action"));
    }

    [Fact]
    public async Task It_ends_with_the_mocks_exit_codes()
    {
        var binary = PublishedServer.Binary;
        Assert.Equal((0, "v1.13.0"), await EndAsync(binary, "imds", "--version"));
        Assert.Equal(2, (await EndAsync(binary, "imds", "--no-such-flag")).Code);
        Assert.Equal(2, (await EndAsync(binary, "imds", "spot", "--action", "explode")).Code);
        Assert.Equal(1, (await EndAsync(binary, "imds", "-c", Save("bad.json", "{ not json"))).Code);
        Assert.Equal(1, (await EndAsync(binary, "imds", "-c", Path.Combine(_directory.FullName, "none.json"))).Code);
    }

    private string Save(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Output)> EndAsync(string program, params string[] words)
    {
        var (code, output, _) = await Metadata.Run.Async(program, words, longest: Patience);
        return (code, output);
    }

    /// <summary>A running mock on a port of its own.</summary>
    private sealed class Mock : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _client;

        private Mock(Process process, int port)
        {
            _process = process;
            _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/latest/meta-data/") };
        }

        public static async Task<Mock> StartAsync(string program, params string[] words)
        {
            var port = FreePort();
            var mock = new Mock(
                Process.Start(new ProcessStartInfo(program, [.. words, "-n", "127.0.0.1", "-p", $"{port}"]))!, port);
            var clock = Stopwatch.StartNew();
            while (!await mock.AnswersAsync())
            {
                Assert.False(mock._process.HasExited, "it ended while it started");
                Assert.True(clock.Elapsed < Patience, $"no answer after {Patience}");
                await Task.Delay(20);
            }

            return mock;
        }

        public Task<string> GetAsync(string path) => _client.GetStringAsync(path);

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var reply = await _client.GetAsync(path);
            return reply.StatusCode;
        }

        /// <summary>Its exit code, after SIGTERM.</summary>
        public async Task<int> TerminateAsync()
        {
            using var kill = Process.Start("kill", $"-TERM {_process.Id}");
            await _process.WaitForExitAsync().WaitAsync(Patience);
            return _process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            if (!_process.HasExited) _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private async Task<bool> AnswersAsync()
        {
            try
            {
                return await StatusAsync("instance-id") == HttpStatusCode.OK;
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
}
