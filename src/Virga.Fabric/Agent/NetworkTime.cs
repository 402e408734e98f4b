using System.Buffers.Binary;

namespace Virga.Fabric.Agent;

/// <summary>
/// The Amazon Time Sync Service: this machine's clock as a stratum 3 server (RFC 5905, client and server mode).
/// </summary>
internal static class NetworkTime
{
    private const int MessageLength = 48;
    private static readonly DateTimeOffset epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[]? Answer(byte[] query, TimeProvider time)
    {
        const int clientMode = 3;
        if (query.Length < MessageLength || (query[0] & 7) != clientMode)
            return null;

        var answer = new byte[MessageLength];
        var version = (query[0] >> 3) & 7;
        answer[0] = (byte)((version << 3) | 4);
        answer[1] = 3;
        answer[2] = query[2];
        answer[3] = 0xec;
        "LOCL"u8.CopyTo(answer.AsSpan(12));
        var now = Timestamp(time.GetUtcNow());
        BinaryPrimitives.WriteUInt64BigEndian(answer.AsSpan(16), now);
        query.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
        BinaryPrimitives.WriteUInt64BigEndian(answer.AsSpan(32), now);
        BinaryPrimitives.WriteUInt64BigEndian(answer.AsSpan(40), Timestamp(time.GetUtcNow()));
        return answer;
    }

    private static ulong Timestamp(DateTimeOffset moment)
    {
        var ticks = (moment - epoch).Ticks;
        var seconds = (ulong)(ticks / TimeSpan.TicksPerSecond);
        var fraction = ((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
        return (seconds << 32) | fraction;
    }
}
