using System.Globalization;
using Virga.Wire.Signing;
using Xunit;

namespace Virga.Tests.Wire.Signing;

public sealed class SignatureVerifierTests
{
    private const string Secret = AwsVector.Secret;
    private static readonly CredentialScope Scope = new(AwsVector.AccessKeyId, "20150830", "us-east-1", "service");
    private static readonly DateTimeOffset Now = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string> VectorNames => [.. AwsVector.All.Select(vector => vector.Name)];

    [Theory, MemberData(nameof(VectorNames))]
    public void Accepts_the_vectors_of_AWS(string name)
    {
        var vector = AwsVector.All.Single(v => v.Name == name);

        Assert.Null(Of(vector).Verify(Secret, Now));
    }

    [Theory, MemberData(nameof(VectorNames))]
    public void Refuses_the_vectors_of_AWS_with_another_body(string name)
    {
        var request = Of(AwsVector.All.Single(v => v.Name == name));
        request.Body = [.. request.Body, (byte)'x'];

        Assert.Equal(SignatureFaultKind.SignatureDoesNotMatch, request.Verify(Secret, Now)?.Kind);
    }

    [Fact]
    public void Accepts_the_presigned_vectors_of_AWS()
    {
        const string common = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1"
            + "%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600";
        var request = new RequestText("GET",
            common + "&X-Amz-Signature=e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d")
            .With("host", "example.amazonaws.com");

        Assert.Null(request.Verify(Secret, Now.AddSeconds(3600)));
        Assert.Equal(
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T133601Z - 3600 sec.)",
            request.Verify(Secret, Now.AddSeconds(3601))?.Message);
    }

    [Theory]
    [InlineData(15 * 60, null)]
    [InlineData(15 * 60 + 1,
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
        + "(20150830T125101Z - 15 min.)")]
    [InlineData(-15 * 60, null)]
    [InlineData(-15 * 60 - 1,
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
        + "(20150830T122059Z + 15 min.)")]
    public void Takes_a_clock_that_is_at_most_15_minutes_off(int seconds, string? message)
    {
        Assert.Equal(message, Of(AwsVector.All[0]).Verify(Secret, Now.AddSeconds(seconds))?.Message);
    }

    [Fact]
    public void Refuses_every_single_altered_byte()
    {
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var request = Form().Sign(AwsVector.AccessKeyId, Secret, Scope, AwsVector.Timestamp);
            Assert.Null(request.Verify(Secret, Now));

            Alter(request, random);

            Assert.True(request.Verify(Secret, Now) is not null || NamesAnotherKey(request));
        }
    }

    [Fact]
    public void Refuses_a_declared_hash_that_the_body_does_not_have()
    {
        var request = Form().With("x-amz-content-sha256", new string('0', 64))
            .Sign(AwsVector.AccessKeyId, Secret, Scope, AwsVector.Timestamp);

        Assert.Equal(SignatureFault.MismatchText, request.Verify(Secret, Now)?.Message);
    }

    [Fact]
    public void Leaves_an_unsigned_payload_unsigned()
    {
        var request = Form().With("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
            .Sign(AwsVector.AccessKeyId, Secret, Scope, AwsVector.Timestamp);
        request.Body = [1, 2, 3];

        Assert.Null(request.Verify(Secret, Now));
    }

    /// <summary>The access key chooses the secret and is not itself signed: another one has another secret.</summary>
    private static bool NamesAnotherKey(RequestText request) =>
        CredentialScope.TryRead(request.Headers["authorization"], "", out var scope)
        && scope.AccessKeyId != AwsVector.AccessKeyId;

    private static RequestText Of(AwsVector vector)
    {
        var request = new RequestText(vector.Method, vector.Target, vector.Body)
            .With("host", "example.amazonaws.com").With("x-amz-date", AwsVector.Timestamp);
        foreach (var line in vector.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            request.With(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..]);
        var names = string.Join(';', request.Headers.Keys.Order(StringComparer.Ordinal));
        return request.With("authorization",
            $"AWS4-HMAC-SHA256 Credential={AwsVector.AccessKeyId}/{Scope}, SignedHeaders={names}, "
            + $"Signature={vector.Signature}");
    }

    private static RequestText Form() =>
        new RequestText("POST", "/some/path?x=1&y=a%20b", "Action=DescribeVpcs&Version=2016-11-15")
            .With("host", "localhost:4566").With("content-type", "application/x-www-form-urlencoded");

    /// <summary>
    /// Changes one letter or digit of the path, the body, the date or a header, always to another one.
    /// </summary>
    private static void Alter(RequestText request, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                request.Target = Flip(request.Target, random);
                break;
            case 1:
                var at = random.Next(request.Body.Length);
                request.Body[at] ^= (byte)(1 << random.Next(7));
                break;
            default:
                var name = request.Headers.Keys.ElementAt(random.Next(request.Headers.Count));
                request.Headers[name] = Flip(request.Headers[name], random);
                break;
        }
    }

    private static string Flip(string text, Random random)
    {
        while (true)
        {
            var at = random.Next(text.Length);
            if (!char.IsAsciiLetterOrDigit(text[at]))
                continue;
            var other = (char)(text[at] ^ 1);
            if (char.IsAsciiLetterOrDigit(other))
                return string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{other}{text[(at + 1)..]}");
        }
    }
}
