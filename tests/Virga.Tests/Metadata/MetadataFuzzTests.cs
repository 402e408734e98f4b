using System.Text;
using Virga.Metadata;
using Virga.Metadata.Http;

namespace Virga.Tests.Metadata;

/// <summary>Hostile bytes: whatever comes, the parser says what it is, and the endpoint answers it with HTTP.</summary>
public sealed class MetadataFuzzTests
{
    private const int Rounds = 20_000;

    /// <summary>Bytes: a reply, and what is allocated to answer one request of at most 26 KB.</summary>
    private const int MaxReply = 16 * 1024, MaxAllocation = 256 * 1024;

    [Fact]
    public async Task Random_requests_are_answered_or_waited_for()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        var random = new Random(20261121);
        var session = new MetadataSession(new MetadataPeer(null));
        var replies = new ReplyWriter();
        var counts = new Dictionary<ParseResult, int>();
        var (longest, allocated) = (0, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = HostileRequest.Make(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = MetadataRequest.Parse(bytes, out var request);
            counts[result] = counts.GetValueOrDefault(result) + 1;
            if (result == ParseResult.Incomplete) continue;
            if (result == ParseResult.Done)
            {
                Assert.InRange(request.Length, 1, bytes.Length);
                service.Endpoint.Answer(request, session, replies);
            }
            else
            {
                service.Endpoint.Refuse(result, replies);
            }

            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            longest = Math.Max(longest, replies.Written.Length);
            Assert.StartsWith("HTTP/1.1 ", Encoding.Latin1.GetString(replies.Written.Span), StringComparison.Ordinal);
            replies.Clear();
        }

        Assert.All([ParseResult.Done, ParseResult.Incomplete, ParseResult.Malformed], result =>
            Assert.True(counts[result] > 100));
        Assert.True(service.Target.Reads.Snapshot().Length <= MetadataReadLog.Capacity);
        // No request, however wrong, makes it take much memory or say much.
        Assert.InRange(longest, 1, MaxReply);
        Assert.InRange(allocated, 0, MaxAllocation);
    }

    [Fact]
    public void A_request_is_the_same_however_it_is_cut()
    {
        const string Request =
            "PUT /latest/api/token HTTP/1.1\r\nHost: x\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n"
            + "Content-Length: 4\r\n\r\nbody";
        var bytes = Encoding.ASCII.GetBytes(Request);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(ParseResult.Incomplete, MetadataRequest.Parse(bytes.AsSpan(0, length), out _));
        Assert.Equal(ParseResult.Done, MetadataRequest.Parse(bytes, out var request));
        Assert.Equal("60", Encoding.ASCII.GetString(request.TokenTtl));
        Assert.Equal("body", Encoding.ASCII.GetString(request.Body));
        Assert.Equal(ParseResult.TooLarge,
            MetadataRequest.Parse("PUT / HTTP/1.1\r\nContent-Length: 999999\r\n\r\n"u8, out _));
    }

    [Fact]
    public void Tokens_that_were_changed_are_refused()
    {
        var tokens = SessionTokens.WithNewKey(8);
        var random = new Random(7);
        var token = new byte[tokens.Length];
        tokens.Issue("i-1", ManualClock.Start, token);
        Assert.Equal(ManualClock.Start.ToUnixTimeSeconds(), tokens.Expiry("i-1", token));
        Assert.Null(tokens.Expiry("i-2", token));
        for (var round = 0; round < 2000; round++)
        {
            var changed = (byte[])token.Clone();
            // The last characters before the padding hold unused bits, so that they may change without a difference.
            changed[random.Next(53)] ^= (byte)(1 << random.Next(7));
            Assert.Null(tokens.Expiry("i-1", changed));
        }

        Assert.Null(SessionTokens.WithNewKey(8).Expiry("i-1", token));
    }
}
