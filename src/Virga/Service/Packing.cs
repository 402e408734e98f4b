using System.IO.Compression;

namespace Virga.Service;

/// <summary>Deflate for texts that are kept in bulk and seldom read: an answer shrinks to about a fifth.</summary>
internal static class Packing
{
    public static byte[] Pack(ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(plain);
        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var plain = new MemoryStream();
        using (var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress))
            inflate.CopyTo(plain);
        return plain.ToArray();
    }
}
