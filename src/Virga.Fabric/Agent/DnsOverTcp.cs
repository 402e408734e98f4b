using System.Buffers.Binary;
using System.Net.Sockets;

namespace Virga.Fabric.Agent;

/// <summary>Queries over TCP: each with its length in two bytes before it (RFC 7766).</summary>
internal static class DnsOverTcp
{
    public static async Task RunAsync(Socket guest, Func<byte[], Task<byte[]?>> answer)
    {
        await using var stream = new NetworkStream(guest);
        var length = new byte[2];
        while (await stream.ReadAtLeastAsync(length, 2, throwOnEndOfStream: false) == 2)
        {
            var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(query);
            if (await answer(query) is not { } reply)
                return;
            var message = new byte[reply.Length + 2];
            BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)reply.Length);
            reply.CopyTo(message, 2);
            await stream.WriteAsync(message);
        }
    }
}
