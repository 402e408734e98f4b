
namespace Virga.Service.Http;

/// <summary>Request ids: unique UUIDs, from one random start and a counter, so that making one costs nothing.</summary>
internal sealed class RequestIds
{
    private readonly ulong start = ProcessSeed.Next();
    private long count;

    public string Next()
    {
        var number = (ulong)Interlocked.Increment(ref count);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Mix(start + (number * 2)));
        BitConverter.TryWriteBytes(bytes[8..], Mix(start + (number * 2) + 1));
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    private static ulong Mix(ulong z)
    {
        z *= 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
