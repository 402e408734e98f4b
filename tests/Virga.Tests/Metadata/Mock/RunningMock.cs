using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Virga.Metadata.Mock;
using Virga.Server.Imds;

namespace Virga.Tests.Metadata.Mock;

/// <summary>The mock in this process, on a port of its own, with an environment, a home and a clock of the
/// test.</summary>
internal sealed class RunningMock : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Transcript _output = new();
    private readonly Transcript _error = new();
    private readonly ImdsProgram _program;
    private readonly Task<int> _run;

    private RunningMock(string[] words, Dictionary<string, string> environment, TimeProvider clock)
    {
        _program = new ImdsProgram(_output.Writer, _error.Writer, environment, clock);
        _run = _program.RunAsync(words, _stop.Token);
    }

    public HttpClient Client { get; private set; } = null!;

    public IPEndPoint EndPoint { get; private set; } = null!;

    public MockSource Source => _program.Source!;

    public string Output => _output.Text;

    public string Error => _error.Text;

    /// <summary>Starts it; words as on a command line (the port is chosen by the system).</summary>
    public static async Task<RunningMock> StartAsync(
        string words = "", TimeProvider? clock = null, params (string Name, string? Value)[] environment)
    {
        var mock = new RunningMock(
            ["-p", "0", "-n", "127.0.0.1", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Environment(environment), clock ?? new ManualClock());
        var first = await Task.WhenAny(mock._program.Listening, mock._run);
        if (first == mock._run) throw new InvalidOperationException($"it ended: {mock.Error}");
        mock.EndPoint = await mock._program.Listening;
        mock.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{mock.EndPoint.Port}"),
        };
        return mock;
    }

    /// <summary>Runs it to its end and returns what it said.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(
        string[] words, params (string Name, string? Value)[] environment)
    {
        var mock = new RunningMock(words, Environment(environment), new ManualClock());
        var code = await mock._run.WaitAsync(TimeSpan.FromSeconds(20));
        return (code, mock.Output, mock.Error);
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path);

    public async Task<HttpStatusCode> StatusAsync(string path) => (await Client.GetAsync(path)).StatusCode;

    /// <summary>A token of that many seconds.</summary>
    public async Task<string> TokenAsync(string ttl = "21600")
    {
        var reply = await PutTokenAsync(ttl);
        reply.EnsureSuccessStatusCode();
        return await reply.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> PutTokenAsync(string? ttl, string path = "/latest/api/token")
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path);
        if (ttl is not null) request.Headers.TryAddWithoutValidation("X-aws-ec2-metadata-token-ttl-seconds", ttl);
        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetWithTokenAsync(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("X-aws-ec2-metadata-token", token);
        return Client.SendAsync(request);
    }

    public async Task ControlAsync(HttpMethod method, string path, string body = "")
    {
        var content = new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var reply = await Client.SendAsync(
            new HttpRequestMessage(method, "/_virga/imds/" + path) { Content = content });
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>Sends bytes as they are and returns all that comes back until the other end closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPoint);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        socket.Shutdown(SocketShutdown.Send);
        var reply = new MemoryStream();
        var buffer = new byte[4096];
        for (int received; (received = await socket.ReceiveAsync(buffer)) > 0;) reply.Write(buffer, 0, received);
        return Encoding.UTF8.GetString(reply.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private static Dictionary<string, string> Environment((string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = "/proc/nonexistent" };
        foreach (var (name, value) in variables)
        {
            if (value is null) environment.Remove(name);
            else environment[name] = value;
        }

        return environment;
    }

    /// <summary>What a running program writes, read while it writes.</summary>
    private sealed class Transcript : IDisposable
    {
        private readonly StringWriter _text = new();

        public Transcript() => Writer = TextWriter.Synchronized(_text);

        public TextWriter Writer { get; }

        // The writer takes its own lock for each call; reading must take the same.
        public string Text
        {
            get
            {
                lock (Writer) return _text.ToString();
            }
        }

        public void Dispose() => Writer.Dispose();
    }
}
