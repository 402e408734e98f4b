using System.Security.Cryptography;
using System.Text;
using Virga.State;

namespace Virga.Service;

/// <summary>The answer to a request that carried a client token, kept so that a repeat gets the same one.</summary>
/// <param name="Id">Service, operation and token.</param>
/// <param name="Fingerprint">Hash of the parameters, without the token and the signature.</param>
/// <param name="Answer">The serialized answer, without its request id.</param>
/// <param name="At">When it was given.</param>
internal sealed record IdempotencyRow(string Id, string Fingerprint, byte[] Answer, DateTimeOffset At)
    : Row(Id), IRow<IdempotencyRow>
{
    public static RowKind<IdempotencyRow> Kind { get; } = new("idempotency");
}

/// <summary>An answer that was given before; it is sent again as it was, under a new request id.</summary>
internal sealed record Replay(byte[] Answer);

/// <summary>
/// The idempotency of one request: same token and same parameters, same answer; other parameters,
/// IdempotentParameterMismatch. (EC2 Developer Guide, "Ensuring idempotency".)
/// </summary>
internal sealed record Idempotency(string Key, string Token, string Fingerprint, Func<object, byte[]> Serialize)
{
    /// <summary>AWS keeps tokens for a day at least; the count bounds what a busy run keeps.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int MaxTokens = 1_000;

    /// <summary>Parameters that say nothing of what is asked for.</summary>
    private static readonly string[] Ignored =
        ["ClientToken=", "Action=", "Version=", "X-Amz-", "Signature", "AWSAccessKeyId=", "Timestamp=", "Expires="];

    /// <summary>Hashes a form body, whatever the order of its parameters.</summary>
    public static string FingerprintOf(ReadOnlyMemory<byte> form)
    {
        var parameters = Encoding.UTF8.GetString(form.Span).Split('&')
            .Where(pair => !Ignored.Any(prefix => pair.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('&', parameters))));
    }

    /// <summary>Runs the mutation once for a token, inside the very change that it makes.</summary>
    public object Once(Change change, Func<Change, object> mutation)
    {
        if (change.Find<IdempotencyRow>(Key) is { } earlier && change.Now - earlier.At < Lifetime)
        {
            if (earlier.Fingerprint != Fingerprint) throw CommonErrors.IdempotentParameterMismatch(Token);
            return new Replay(earlier.Answer);
        }

        var answer = mutation(change);
        change.Remove<IdempotencyRow>(Key);
        change.Put(new IdempotencyRow(Key, Fingerprint, Serialize(answer), change.Now));
        var kept = change.Rows<IdempotencyRow>();
        if (kept.Count > MaxTokens) change.Remove<IdempotencyRow>(kept.First().Id);
        return answer;
    }
}
