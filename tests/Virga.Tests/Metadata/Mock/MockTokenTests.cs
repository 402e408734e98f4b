using System.Net;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Session tokens and the protocol around them, as the mock has them without its defects.</summary>
public sealed class MockTokenTests
{
    private const string Leaf = "/latest/meta-data/mac";

    [Theory]
    [InlineData("21600", 200)]
    [InlineData("1", 200)]
    [InlineData("+60", 200)]
    [InlineData(" 60 ", 200)]
    [InlineData("0", 400)]
    [InlineData("-1", 400)]
    [InlineData("21601", 400)]
    [InlineData("1.5", 400)]
    [InlineData("abc", 400)]
    [InlineData("99999999999999999999", 400)]
    [InlineData(null, 400)]
    public async Task Ttl_is_1_to_21600(string? ttl, int status)
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.PutTokenAsync(ttl);
        Assert.Equal(status, (int)reply.StatusCode);
        var body = await reply.Content.ReadAsStringAsync();
        if (status == 200)
        {
            Assert.Equal(ttl!.Trim(' ', '+'), reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds").Single());
            Assert.Equal(32, Convert.FromBase64String(body).Length);
        }
        else
        {
            Assert.Equal(MockPage("400 - Bad Request"), body);
        }
    }

    [Fact]
    public async Task With_imdsv2_everything_needs_a_token()
    {
        var clock = new ManualClock();
        await using var mock = await RunningMock.StartAsync("-I", clock);
        string[] paths = [Leaf, "/latest/meta-data/iam", "/latest/meta-data", "/", "/latest/user-data", "/womp"];
        foreach (var path in paths)
        {
            var refused = await mock.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal(MockPage("401 - Unauthorized"), await refused.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, (await mock.GetWithTokenAsync(path, "garbage")).StatusCode);
        }

        var token = await mock.TokenAsync("60");
        var reply = await mock.GetWithTokenAsync(Leaf, token);
        Assert.Equal("0e:49:61:0f:c3:11", await reply.Content.ReadAsStringAsync());
        clock.Advance(TimeSpan.FromSeconds(59));
        reply = await mock.GetWithTokenAsync("/latest/meta-data/iam/", token);
        Assert.Equal("1", reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds").Single());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await mock.GetWithTokenAsync(Leaf, token)).StatusCode);
    }

    [Fact]
    public async Task Without_imdsv2_a_wrong_token_does_no_harm()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await mock.GetWithTokenAsync(Leaf, "garbage")).StatusCode);
    }

    [Fact]
    public async Task A_token_is_put_at_its_path_with_or_without_a_slash_and_not_through_a_proxy()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await mock.PutTokenAsync("60", "/latest/api/token/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await mock.PutTokenAsync("60", "/2021-03-23/api/token")).StatusCode);
        var proxied = new HttpRequestMessage(HttpMethod.Put, "/latest/api/token");
        proxied.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "60");
        proxied.Headers.Add("X-Forwarded-For", "10.0.0.1");
        Assert.Equal(HttpStatusCode.Forbidden, (await mock.Client.SendAsync(proxied)).StatusCode);
        var got = await mock.Client.GetAsync("/latest/api/token");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        Assert.Equal(["OPTIONS", "PUT"], got.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await mock.Client.PostAsync(Leaf, null)).StatusCode);
    }

    [Fact]
    public async Task A_storm_of_tokens_gives_each_its_own()
    {
        await using var mock = await RunningMock.StartAsync("-I");
        var tokens = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => mock.TokenAsync()));
        Assert.Equal(200, tokens.Distinct().Count());
        var bodies = await Task.WhenAll(tokens.Select(async token =>
            await (await mock.GetWithTokenAsync(Leaf, token)).Content.ReadAsStringAsync()));
        Assert.All(bodies, body => Assert.Equal("0e:49:61:0f:c3:11", body));
    }

    [Theory]
    [InlineData("/latest//meta-data/mac", "/latest/meta-data/mac")]
    [InlineData("/latest/meta-data/../user-data", "/latest/user-data")]
    [InlineData("/latest/./meta-data/", "/latest/meta-data/")]
    public async Task An_unclean_path_is_redirected(string path, string location)
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.RawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 301 Moved Permanently\r\nLocation: " + location
            + "\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_with_a_newline_in_it_is_answered_as_go_does()
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.RawAsync("GET /latest HTTP/1.1\r\nX-aws-ec2-metadata-token: <?xml\n<!DOCTYPE\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n", reply,
            StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n400 Bad Request", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_has_no_body_and_pipelined_requests_are_answered_in_order()
    {
        await using var mock = await RunningMock.StartAsync();
        var reply = await mock.RawAsync(
            "HEAD /latest/meta-data/mac HTTP/1.1\r\n\r\nGET /latest/meta-data/ami-id HTTP/1.1\r\n\r\n"
            + "GET /latest/meta-data/mac HTTP/1.0\r\n\r\n");
        Assert.Equal(3, reply.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Contains("Content-Length: 17\r\n\r\nHTTP/1.1", reply, StringComparison.Ordinal);
        Assert.EndsWith("Connection: close\r\nContent-Length: 17\r\n\r\n0e:49:61:0f:c3:11", reply,
            StringComparison.Ordinal);
    }

    private static string MockPage(string title) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        + "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
        + $"xml:lang=\"en\" lang=\"en\">\n   <head>\n      <title>{title}</title>\n   </head>\n   <body>\n      "
        + $"<h1>{title}</h1>\n   </body>\n</html>\n";
}
