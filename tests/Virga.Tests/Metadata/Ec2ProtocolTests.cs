using System.Net;
using Virga.Metadata;

namespace Virga.Tests.Metadata;

/// <summary>EC2's protocol: headers, methods, tokens, options.</summary>
public sealed class Ec2ProtocolTests
{
    private const string Leaf = "/latest/meta-data/instance-id";

    [Fact]
    public async Task A_leaf_has_the_headers_of_ec2()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        var reply = await service.Client.GetAsync(Leaf);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal("EC2ws", reply.Headers.GetValues("Server").Single());
        Assert.Equal("none", reply.Headers.GetValues("Accept-Ranges").Single());
        Assert.Equal(ManualClock.Start, reply.Content.Headers.LastModified);
        Assert.Equal(ManualClock.Start, reply.Headers.Date);
        Assert.False(reply.Headers.Contains("X-Aws-Ec2-Metadata-Token-Ttl-Seconds"));
        Assert.True(reply.Headers.ConnectionClose);
        var userData = await service.Client.GetAsync("/latest/user-data");
        Assert.Equal("application/octet-stream", userData.Content.Headers.ContentType?.ToString());
        Assert.EndsWith("\n2024-04-11\nlatest", await service.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_has_56_characters_and_its_rest_of_life_is_told()
    {
        var clock = new ManualClock();
        await using var service = new RunningEndpoint(SampleDocument.Full, null, clock);
        var token = await service.TokenAsync(300);
        Assert.Equal(56, token.Length);
        Assert.StartsWith("AQAE", token, StringComparison.Ordinal);
        Assert.EndsWith("==", token, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(82));
        var reply = await service.GetWithTokenAsync(Leaf, token);
        Assert.Equal("218", reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds").Single());
        clock.Advance(TimeSpan.FromSeconds(218));
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetWithTokenAsync(Leaf, token)).StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_instance_is_401()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        var token = await service.TokenAsync();
        Assert.Equal(HttpStatusCode.OK, (await service.GetWithTokenAsync(Leaf, token)).StatusCode);
        service.Target = service.Target with { InstanceId = "i-0fedcba9876543210" };
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetWithTokenAsync(Leaf, token)).StatusCode);
    }

    [Fact]
    public async Task A_bad_token_is_401_even_where_none_is_needed()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        var reply = await service.GetWithTokenAsync(Leaf, "garbage");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal("text/html", reply.Content.Headers.ContentType?.ToString());
        Assert.Contains(
            "<h1>401 - Unauthorized</h1>", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_hold_from_the_next_request_on()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        Assert.Equal(200, await service.StatusAsync(Leaf));
        service.Target = service.Target with { Options = new MetadataOptions(AreTokensRequired: true) };
        Assert.Equal(401, await service.StatusAsync(Leaf));
        Assert.Equal(401, await service.StatusAsync("/latest/meta-data/nothing"));
        var token = await service.TokenAsync();
        service.Target = service.Target with { Options = new MetadataOptions(IsEndpointEnabled: false) };
        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetWithTokenAsync(Leaf, token)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => service.TokenAsync());
    }

    [Theory]
    [InlineData("GET", "/latest/api/token", 405, "OPTIONS, PUT")]
    [InlineData("POST", "/latest/meta-data/instance-id", 405, "OPTIONS, GET, HEAD")]
    [InlineData("DELETE", "/latest/meta-data/instance-id", 405, "OPTIONS, GET, HEAD")]
    [InlineData("PUT", "/2021-03-23/api/token", 403, null)]
    [InlineData("PUT", "/latest/meta-data/instance-id", 403, null)]
    [InlineData("PUT", "/latest/api/token", 400, null)]
    [InlineData("HEAD", "/latest/meta-data/instance-id", 200, null)]
    public async Task Methods(string method, string path, int status, string? allowed)
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        var reply = await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, (int)reply.StatusCode);
        if (allowed is not null) Assert.Equal(allowed, string.Join(", ", reply.Content.Headers.Allow));
        if (status == 405) Assert.Equal(0, reply.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task What_was_read_is_logged_and_bounded()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        await service.GetAsync("/2021-03-23/meta-data/instance-id");
        await service.StatusAsync("/latest/meta-data/spot/instance-action");
        await service.GetWithTokenAsync("/latest/meta-data/mac", "garbage");
        var token = await service.TokenAsync();
        await service.GetWithTokenAsync("/latest/meta-data/mac", token);
        Assert.Equal(
            [
                ("meta-data/instance-id", "2021-03-23", false, 200),
                ("meta-data/spot/instance-action", "latest", false, 404),
                ("meta-data/mac", "latest", false, 401),
                ("api/token", "latest", false, 200),
                ("meta-data/mac", "latest", true, 200),
            ],
            service.Target.Reads.Snapshot().Select(read => (read.Path, read.Version, read.HadToken, read.Status)));
        for (var i = 0; i < 3000; i++)
            service.Target.Reads.Add(new MetadataRead(ManualClock.Start.AddSeconds(i), "p", "latest", false, 200));
        var kept = service.Target.Reads.Snapshot();
        Assert.Equal((MetadataReadLog.Capacity, 3005), (kept.Length, service.Target.Reads.Count));
        Assert.Equal(ManualClock.Start.AddSeconds(2999), kept[^1].At);
        Assert.Equal(ManualClock.Start.AddSeconds(3000 - MetadataReadLog.Capacity), kept[0].At);
    }

    [Fact]
    public async Task A_token_is_sent_with_the_hop_limit_and_the_next_reply_without()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full, new MetadataOptions(HopLimit: 1));
        // On loopback one hop is enough; that a further hop is too far is shown in the conformance tests.
        var token = await service.TokenAsync();
        Assert.Equal(HttpStatusCode.OK, (await service.GetWithTokenAsync(Leaf, token)).StatusCode);
    }
}
