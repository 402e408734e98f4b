using System.Diagnostics;
using System.Text;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Xunit;

namespace Virga.Tests.Docker.Engine;

public sealed class EngineCallsTests
{
    /// <summary>Longer than any of these takes: a test that hangs fails instead.</summary>
    private static readonly CancellationToken Never = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;

    [Theory]
    [InlineData("1.41", "/v1.41/info")]
    [InlineData("1.44", "/v1.44/info")]
    [InlineData("1.99", "/v1.47/info")]
    public async Task The_older_of_both_versions_is_spoken(string offered, string target)
    {
        using var engine = new ScriptedEngine(
            ScriptedEngine.Ping.Replace("1.41", offered, StringComparison.Ordinal), Ok("{\"Name\":\"box\"}"));

        var info = await engine.Client().InfoAsync(Never);

        Assert.Equal("box", info.Name);
        Assert.StartsWith("GET /_ping HTTP/1.1", engine.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith($"GET {target} HTTP/1.1", engine.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_named()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping.Replace("1.41", "1.40", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => engine.Client().InfoAsync(Never));

        Assert.Contains("speaks API 1.40; 1.41 (Docker 20.10) is the oldest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_that_answers_is_not_taken_for_an_engine()
    {
        using var engine = new ScriptedEngine("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "SSH-2.0-x\r\n\r\n");
        var client = engine.Client();

        Assert.Contains("is no Docker engine", await MessageOf(client), StringComparison.Ordinal);
        Assert.Contains("is not HTTP/1.1", await MessageOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_engine_is_an_error_that_says_where_it_was_looked_for()
    {
        var client = new DockerEngine(DockerHost.Parse("unix:///nowhere/docker.sock"), EngineOptions.Default,
            TimeProvider.System);

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.PingAsync(Never));

        Assert.True(error.IsUnreachable);
        Assert.Contains("no Docker engine at unix:///nowhere/docker.sock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_answer_is_put_together()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
            "9\r\n{\"Name\":\"\r\n5;x=y\r\nsplit\r\n2\r\n\"}\r\n0\r\n\r\n");

        Assert.Equal("split", (await engine.Client().InfoAsync(Never)).Name);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"Na")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"Name\":\"short\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("")]
    public async Task A_broken_answer_is_a_typed_error(string answer)
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping, answer);

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => engine.Client().InfoAsync(Never));

        Assert.True(error.IsUnreachable);
        Assert.StartsWith("GET /info: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_carries_status_and_the_engines_words()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping,
            "HTTP/1.1 409 Conflict\r\nContent-Length: 24\r\n\r\n{\"message\":\"name taken\"}\n");
        var spec = new ContainerSpec { Image = "x" };

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => engine.Client().Containers.CreateAsync("a b", spec, Never));

        Assert.True(error.IsConflict);
        Assert.Equal("name taken", error.EngineMessage);
        Assert.Equal("POST /containers/create: 409 name taken", error.Message);
        Assert.StartsWith("POST /v1.41/containers/create?name=a%20b ", engine.Requests[1], StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"Image\":\"x\"}", engine.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_head_has_no_body_whatever_its_length_says()
    {
        using var engine = new ScriptedEngine(
            ScriptedEngine.Ping, "HTTP/1.1 404 Not Found\r\nContent-Length: 70\r\n\r\n");

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => engine.Client().Containers.StatAsync("c", "/x", Never));

        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task An_engine_that_hangs_is_given_up()
    {
        using var engine = new ScriptedEngine(
            ScriptedEngine.Ping, "…", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{…");
        var client = engine.Client(new() { AnswerTimeout = TimeSpan.FromMilliseconds(200) });
        var watch = Stopwatch.StartNew();

        var silent = await Assert.ThrowsAsync<DockerEngineException>(() => client.InfoAsync(Never));
        var halfway = await Assert.ThrowsAsync<DockerEngineException>(() => client.InfoAsync(Never));

        Assert.Contains("did not answer in time", silent.Message, StringComparison.Ordinal);
        Assert.Contains("did not answer in time", halfway.Message, StringComparison.Ordinal);
        Assert.InRange(watch.ElapsedMilliseconds, 300, 10_000);
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_dressed_up_as_the_engines_fault()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping, "…");
        using var cancellation = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client().InfoAsync(cancellation.Token));
    }

    [Fact]
    public async Task A_failure_told_in_the_stream_of_a_pull_is_thrown()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping, Ok(
            "{\"status\":\"Pulling\",\"id\":\"a\"}\r\n" +
            "{\"errorDetail\":{\"message\":\"no\"},\"error\":\"no such tag\"}\r\n"));
        var steps = new List<string?>();
        var pull = new ImagePull { Reference = "localhost:5000/app", RegistryAuth = "c2VjcmV0" };

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => engine.Client().Images.PullAsync(pull, step => steps.Add(step.Status), Never));

        Assert.Equal("no such tag", error.EngineMessage);
        Assert.Equal(["Pulling"], steps);
        Assert.Contains("fromImage=localhost%3A5000%2Fapp%3Alatest", engine.Requests[1], StringComparison.Ordinal);
        Assert.Contains("X-Registry-Auth: c2VjcmV0\r\n", engine.Requests[1], StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error.ToString() + pull, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_sent_in_chunks()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var archive = new MemoryStream("0123456789abcdef"u8.ToArray());

        await engine.Client().Containers.PutArchiveAsync("c", "/etc", archive, Never);

        Assert.StartsWith("PUT /v1.41/containers/c/archive?path=%2Fetc ", engine.Requests[1], StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n", engine.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_one_by_one_until_the_engine_goes_away()
    {
        using var engine = new ScriptedEngine(ScriptedEngine.Ping,
            "HTTP/1.1 200 OK\r\n\r\n{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"x\"," +
            "\"Attributes\":{\"exitCode\":\"3\"}},\"timeNano\":5}\n{\"Type\":\"container\",\"Action\":\"start\"}\n");
        var events = new List<EngineEvent>();

        await foreach (var item in engine.Client().EventsAsync(EngineFilters.Label("a=b"), "1.5", Never))
            events.Add(item);

        Assert.Equal(["die", "start"], events.Select(e => e.Action));
        Assert.Equal("3", events[0].Actor!.Attributes!["exitCode"]);
        Assert.StartsWith("GET /v1.41/events?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D&since=1.5 ",
            engine.Requests[1], StringComparison.Ordinal);
    }

    private static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static async Task<string> MessageOf(DockerEngine client) =>
        (await Assert.ThrowsAsync<DockerEngineException>(() => client.PingAsync(Never))).Message;
}
