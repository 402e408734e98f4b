using System.Net;
using System.Text;
using Virga.Ecr.Authorization;
using Virga.Ecr.PullThroughCache;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.PullThroughCache;

/// <summary>An upstream registry that lets nobody in without a password, which a rule's secret has.</summary>
public sealed class UpstreamCredentialTests : IDisposable
{
    private const string Arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/up-AbCdEf";

    private readonly string file = Path.GetTempFileName();
    private readonly HttpClient http = new();

    public void Dispose()
    {
        http.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task The_secret_of_the_rule_opens_the_upstream()
    {
        await using var upstream = await EcrWorld.StartAsync(repository: "library");
        await upstream.PushImageAsync("from upstream", "v1", "library");
        await using var world = await StartAsync(upstream);
        var closed = await world.Client.GetAsync("/v2/up/library/manifests/v1");
        var invalid = await ValidateAsync(world);

        var password = upstream.World.Store.CommitAsync(new(EcrWorld.Account, "us-east-1"), RegistryToken.ForCaller);
        await File.WriteAllTextAsync(
            file, $$"""{"ecr-pullthroughcache/up":{"username":"AWS","accessToken":"{{await password}}"} }""");
        var open = await world.Client.GetAsync("/v2/up/library/manifests/v1");
        var valid = await ValidateAsync(world);

        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        Assert.Contains("ecr-pullthroughcache/up-AbCdEf", await closed.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.False(invalid.IsValid);
        Assert.StartsWith("The secret is unable to be accessed.", invalid.Failure, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal((true, null), (valid.IsValid, valid.Failure));
    }

    [Fact]
    public async Task A_wrong_password_is_said_to_be_refused()
    {
        await using var upstream = await EcrWorld.StartAsync(repository: "library");
        await using var world = await StartAsync(upstream);
        await File.WriteAllTextAsync(file, $$"""{"{{Arn}}":{"username":"AWS","accessToken":"wrong"} }""");

        var answer = await world.Client.GetAsync("/v2/up/library/manifests/v1");
        var validated = await ValidateAsync(world);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("The upstream registry answered with status 401.", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal("The upstream registry answered with status 401.", validated.Failure);
    }

    /// <summary>Docker Hub, Quay and GitHub ask for a token that their own service gives for a password.</summary>
    [Fact]
    public async Task A_token_service_is_given_the_secret()
    {
        using var listener = new HttpListener();
        var port = 20_000 + Environment.ProcessId % 20_000;
        listener.Prefixes.Add($"http://localhost:{port}/");
        listener.Start();
        var basic = "Basic " + Convert.ToBase64String("me:secret"u8);
        var serving = ServeAsync(listener, basic, $"http://localhost:{port}/token");
        await File.WriteAllTextAsync(file, $$"""{"{{Arn}}":{"username":"me","accessToken":"secret"} }""");
        var client = new UpstreamClient(http, TimeProvider.System, new(file));

        var (content, _) = await client.ManifestAsync(Rule($"localhost:{port}"), "app", "v1", default);

        Assert.Equal("a manifest", Encoding.UTF8.GetString(content));
        listener.Stop();
        await serving;
    }

    private static async Task ServeAsync(HttpListener listener, string basic, string realm)
    {
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                var proof = call.Request.Headers["Authorization"];
                var isToken = call.Request.Url!.AbsolutePath == "/token";
                var isOpen = isToken ? proof == basic : proof == "Bearer good";
                call.Response.StatusCode = isOpen ? 200 : 401;
                if (!isOpen)
                    call.Response.AddHeader("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"s\",scope=\"x\"");
                else
                    await call.Response.OutputStream.WriteAsync(
                        isToken ? """{"token":"good"}"""u8.ToArray() : "a manifest"u8.ToArray());
                call.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<EcrWorld> StartAsync(EcrWorld upstream)
    {
        var world = await EcrWorld.StartAsync();
        world.Outside.Upstreams = new UpstreamClient(http, TimeProvider.System, new(file));
        await world.Run<object>("CreatePullThroughCacheRule", new CreatePullThroughCacheRuleRequest
        {
            EcrRepositoryPrefix = "up", UpstreamRegistryUrl = $"localhost:{upstream.Port}", CredentialArn = Arn,
        });
        return world;
    }

    private static Task<ValidatePullThroughCacheRuleResponse> ValidateAsync(EcrWorld world) =>
        world.Run<ValidatePullThroughCacheRuleResponse>(
            "ValidatePullThroughCacheRule", new ValidatePullThroughCacheRuleRequest { EcrRepositoryPrefix = "up" });

    private static PullThroughCacheRuleRow Rule(string url) => new("up")
    {
        UpstreamUrl = url, CredentialArn = Arn, CreatedAt = default, UpdatedAt = default,
    };
}
