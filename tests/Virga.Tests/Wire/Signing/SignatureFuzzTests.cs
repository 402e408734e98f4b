using System.Diagnostics;
using System.Text;
using Virga.Wire.Signing;

namespace Virga.Tests.Wire.Signing;

/// <summary>
/// Made-up requests, seeded: the canonical request never crashes, and its time grows as the request does.
/// </summary>
public sealed class SignatureFuzzTests
{
    private static readonly CredentialScope Scope = new("AKID", "20150830", "us-east-1", "ec2");
    private static readonly DateTimeOffset Now = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_comes_is_verified_or_refused()
    {
        var random = new Random(23);
        var faults = new HashSet<SignatureFaultKind>();
        var verified = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var request = new RequestText("POST", "/" + Text(random, 40), Text(random, 60))
                .With("host", Text(random, 12)).With("x-" + random.Next(9), Text(random, 30))
                .Sign("AKID", "secret", Scope, "20150830T123600Z");
            for (var edits = random.Next(3); edits > 0; edits--) Break(request, random);

            if (request.Verify("secret", Now) is { } fault) faults.Add(fault.Kind);
            else verified++;
        }

        Assert.InRange(verified, 1_000, 19_000);
        Assert.Contains(SignatureFaultKind.SignatureDoesNotMatch, faults);
        Assert.Contains(SignatureFaultKind.IncompleteSignature, faults);
    }

    /// <summary>Eight times the query, at most a little more than eight times the time: it is sorted.</summary>
    [Fact]
    public void Time_is_linear_in_the_request()
    {
        TimeSpan Measure(int parameters)
        {
            var query = new StringBuilder("/?");
            var random = new Random(29);
            for (var i = 0; i < parameters; i++) query.Append($"p{random.Next()}=%41{random.Next()}&");
            var request = new RequestText("GET", query.ToString()).With("host", "localhost")
                .With("x-long", new string('a', parameters))
                .Sign("AKID", "secret", Scope, "20150830T123600Z");
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 40; round++)
            {
                var start = Stopwatch.GetTimestamp();
                Assert.Null(request.Verify("secret", Now));
                var taken = Stopwatch.GetElapsedTime(start);
                if (taken < best) best = taken;
            }

            return best;
        }

        Measure(200);
        // Were it quadratic, it would be 64 times.
        Assert.InRange(Measure(4_000) / Measure(500), 0, 8 * 5);
    }

    private static void Break(RequestText request, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                request.Target = "/" + Text(random, 60);
                break;
            case 1:
                request.Headers.Remove(request.Headers.Keys.ElementAt(random.Next(request.Headers.Count)));
                break;
            case 2:
                request.Headers["Authorization"] = Broken(request.Headers.GetValueOrDefault("Authorization") ?? "",
                    random);
                break;
            default:
                request.Headers["x-amz-content-sha256"] = Text(random, 70);
                break;
        }
    }

    private static string Broken(string text, Random random)
    {
        if (text.Length == 0) return Text(random, 90);
        var at = random.Next(text.Length);
        return text[..at] + Text(random, 3) + text[Math.Min(text.Length, at + random.Next(20))..];
    }

    private static string Text(Random random, int length)
    {
        const string alphabet = "ab=&%2F+/?.~ ,;:*é\u0001AZ09-_";
        return new([.. Enumerable.Range(0, random.Next(1, length)).Select(_ =>
            alphabet[random.Next(alphabet.Length)])]);
    }
}
