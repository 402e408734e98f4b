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

    /// <summary>
    /// What this answer and all before it take, those that were dropped included: the difference of two rows is what
    /// is kept between them.
    /// </summary>
    public long BytesSoFar { get; init; }
}

/// <summary>An answer that was given before; it is sent again as it was, under a new request id.</summary>
internal sealed record Replay(byte[] Answer);

/// <summary>
/// The idempotency of one request: same token and same parameters, same answer; other parameters,
/// IdempotentParameterMismatch. (EC2 Developer Guide, "Ensuring idempotency".)
/// </summary>
internal sealed record Idempotency(string Key, string Token, string Fingerprint, Func<object, byte[]> Serialize)
{
    /// <summary>AWS keeps tokens for a day at least.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// What the answers of one account and region may take. The oldest go when there are more: after some 2,500 calls
    /// of RunInstances or 15,000 with a short answer.
    /// </summary>
    internal const long MaxBytes = 16 << 20;

    /// <summary>What a row takes beside its answer: its id, its fingerprint, and its places in the table.</summary>
    private const int BytesBesideAnswer = 600;

    /// <summary>A few at a time, so that no call pays for all.</summary>
    private const int MaxDropsAtOnce = 4;

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
        Keep(change, Serialize(answer));
        return answer;
    }

    private void Keep(Change change, byte[] answer)
    {
        var soFar = ((IdempotencyRow?)change.Rows<IdempotencyRow>().Last)?.BytesSoFar ?? 0;
        var row = change.Put(new IdempotencyRow(Key, Fingerprint, answer, change.Now)
        {
            BytesSoFar = soFar + answer.Length + BytesBesideAnswer,
        });
        foreach (var oldest in change.Rows<IdempotencyRow>().Take(MaxDropsAtOnce))
        {
            if (oldest == row) break;
            if (row.BytesSoFar - oldest.BytesSoFar < MaxBytes && change.Now - oldest.At < Lifetime) break;
            change.Remove<IdempotencyRow>(oldest.Id);
        }
    }
}
