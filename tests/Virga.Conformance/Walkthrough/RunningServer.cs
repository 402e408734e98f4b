using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>
/// The built server as a process of its own, on a free port, as a user runs it. What it makes on the engine carries the
/// name of its port or data directory, so that tests beside each other do not meet.
/// </summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string[] arguments;
    private readonly ServerPlace place;
    private Process process;

    private RunningServer(int port, string[] arguments, ServerPlace place)
    {
        Port = port;
        this.arguments = arguments;
        this.place = place;
        process = Launch(place, arguments);
    }

    public int Port { get; }

    public int ProcessId => process.Id;

    /// <summary>The lines of its log so far.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What points AWS tools here.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["AWS_ENDPOINT_URL"] = Url,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_PAGER"] = "",
    };

    public static Task<RunningServer> StartAsync(params string[] more) => StartAsync(ServerPlace.Here, more);

    public static async Task<RunningServer> StartAsync(ServerPlace place, params string[] more)
    {
        var port = FreePort();
        var ssh = 20_000 + (port % 400 * 25);
        string[] arguments =
        [
            "serve", "--port", $"{port}", "--ec2-ssh-port-start", $"{ssh}", "--ec2-ssh-port-end", $"{ssh + 24}",
            .. more,
        ];
        var server = new RunningServer(port, arguments, place);
        await server.WaitAsync();
        return server;
    }

    /// <summary>Ends it as a crash would, with no chance to clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as a service manager would.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", $"-TERM {process.Id}");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Starts it again with the same arguments.</summary>
    public async Task RestartAsync()
    {
        process = Launch(place, arguments);
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await TerminateAsync();
        process.Dispose();
    }

    /// <summary>Runs another command of the program with the same settings; its exit code and what it says.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(string command)
    {
        string[] line = [.. place.Prefix, "dotnet", Program, command, .. arguments[1..]];
        return Metadata.Run.Async(line[0], line[1..], place.Environment);
    }

    /// <summary>A client in the server's network.</summary>
    public HttpClient Client() => new(place.Handler(), disposeHandler: true) { BaseAddress = new Uri(Url) };

    private static string Program => Path.Combine(AppContext.BaseDirectory, "virga-server.dll");

    private Process Launch(ServerPlace place, string[] arguments)
    {
        string[] line = [.. place.Prefix, "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in place.Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A port that nobody had a moment ago.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        using var client = Client();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await client.GetAsync($"{Url}/_virga/health")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            Assert.False(process.HasExited, "the server ended while it started");
            Assert.True(clock.Elapsed < StartLimit, $"no answer after {StartLimit}");
            await Task.Delay(50);
        }
    }
}

/// <summary>Where a server runs: in whose network, with which environment, and how it is reached.</summary>
internal sealed record ServerPlace
{
    public static ServerPlace Here { get; } = new();

    /// <summary>A program that runs the server, with its arguments.</summary>
    public string[] Prefix { get; init; } = [];

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public Func<HttpMessageHandler> Handler { get; init; } = () => new SocketsHttpHandler();
}
