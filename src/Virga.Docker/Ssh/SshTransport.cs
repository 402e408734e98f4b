using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Docker.Ssh;

/// <summary>
/// Packets over a stream: version lines, protection, and key exchanges when either begins one (RFC 4253). One task
/// reads;
/// any may send.
/// </summary>
internal sealed class SshTransport(Stream stream, SshHostKey hostKey) : IDisposable
{
    public const string ServerVersion = "SSH-2.0-Virga";

    private const int MaxVersionBytes = 255;

    private readonly SemaphoreSlim sending = new(1);
    private PacketCipher readCipher = PacketCipher.None;
    private PacketCipher writeCipher = PacketCipher.None;
    private uint readSequence;
    private uint writeSequence;
    private string clientVersion = "";
    private bool isStrict;

    /// <summary>The hash of the first key exchange; signatures are bound to it.</summary>
    public byte[] SessionId { get; private set; } = [];

    /// <summary>Versions and the first key exchange.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(ServerVersion + "\r\n"), cancellation).ConfigureAwait(false);
        clientVersion = await ReadVersionAsync(cancellation).ConfigureAwait(false);
        var (offer, _) = await ReadPacketAsync(cancellation).ConfigureAwait(false);
        if (offer.Span[0] != SshNumbers.KexInit) throw new SshException("a key exchange has to come first");
        await ExchangeKeysAsync(offer, cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message that is not the transport's own; null when the client is gone.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (message, sequence) = await ReadPacketAsync(cancellation).ConfigureAwait(false);
            switch (message.Span[0])
            {
                case SshNumbers.Disconnect:
                    return null;
                case SshNumbers.Ignore or SshNumbers.Debug or SshNumbers.Unimplemented or SshNumbers.ExtInfo:
                    break;
                case SshNumbers.KexInit:
                    await ExchangeKeysAsync(message, cancellation).ConfigureAwait(false);
                    break;
                case SshNumbers.ServiceRequest or (>= SshNumbers.AuthRequest and <= SshNumbers.ChannelFailure):
                    return message;
                default:
                    await SendAsync(new SshWriter(SshNumbers.Unimplemented).Number(sequence), cancellation)
                        .ConfigureAwait(false);
                    break;
            }
        }
    }

    public async Task SendAsync(SshWriter message, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WritePacketAsync(message.Written, cancellation).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    public void Dispose()
    {
        readCipher.Dispose();
        writeCipher.Dispose();
        sending.Dispose();
    }

    /// <summary>Nothing else is sent from our offer to our new keys (RFC 4253, section 7.1).</summary>
    private async Task ExchangeKeysAsync(ReadOnlyMemory<byte> offer, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var exchange = new SshKeyExchange(offer.ToArray(), clientVersion, hostKey);
            var isFirst = SessionId.Length == 0;
            if (isFirst) isStrict = exchange.IsStrict;
            await WritePacketAsync(exchange.Offer, cancellation).ConfigureAwait(false);
            if (exchange.HasWrongGuess) await ReadPacketAsync(cancellation).ConfigureAwait(false);
            var half = await NextAsync(SshNumbers.EcdhInit, cancellation).ConfigureAwait(false);
            await WritePacketAsync(exchange.Reply(half), cancellation).ConfigureAwait(false);
            if (isFirst) SessionId = exchange.Hash;
            await WritePacketAsync(new byte[] { SshNumbers.NewKeys }, cancellation).ConfigureAwait(false);
            Renew(ref writeCipher, exchange.CipherOf(isToClient: true, SessionId), ref writeSequence);
            if (isFirst && exchange.TakesExtensions)
                await WritePacketAsync(Extensions(), cancellation).ConfigureAwait(false);
            await NextAsync(SshNumbers.NewKeys, cancellation).ConfigureAwait(false);
            Renew(ref readCipher, exchange.CipherOf(isToClient: false, SessionId), ref readSequence);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Under "strict key exchange" packets are counted from 0 again (PROTOCOL of OpenSSH, 1.10).</summary>
    private void Renew(ref PacketCipher cipher, PacketCipher next, ref uint sequence)
    {
        cipher.Dispose();
        cipher = next;
        if (isStrict) sequence = 0;
    }

    private static ReadOnlyMemory<byte> Extensions() => new SshWriter(SshNumbers.ExtInfo).Number(1)
        .Text("server-sig-algs").Text(SshSignature.Algorithms).Written;

    private async Task<ReadOnlyMemory<byte>> NextAsync(byte number, CancellationToken cancellation)
    {
        while (true)
        {
            var (message, _) = await ReadPacketAsync(cancellation).ConfigureAwait(false);
            if (message.Span[0] == number) return message;
            var mayCome = message.Span[0] is SshNumbers.Ignore or SshNumbers.Debug && !isStrict;
            if (!mayCome) throw new SshException("an unexpected message came during the key exchange");
        }
    }

    /// <summary>A client may say other lines before its version; no known one does.</summary>
    private async Task<string> ReadVersionAsync(CancellationToken cancellation)
    {
        var line = new byte[MaxVersionBytes];
        for (var length = 0; length < line.Length; length++)
        {
            await stream.ReadExactlyAsync(line.AsMemory(length, 1), cancellation).ConfigureAwait(false);
            if (line[length] != '\n') continue;
            var text = Encoding.ASCII.GetString(line, 0, length).TrimEnd('\r');
            return text.StartsWith("SSH-2.0-", StringComparison.Ordinal)
                || text.StartsWith("SSH-1.99-", StringComparison.Ordinal)
                ? text
                : throw new SshException("this is no client of SSH 2");
        }

        throw new SshException("the version line has no end");
    }

    private async Task<(ReadOnlyMemory<byte> Message, uint Sequence)> ReadPacketAsync(CancellationToken cancellation)
    {
        var cipher = readCipher;
        var head = new byte[cipher.HeadBytes];
        await stream.ReadExactlyAsync(head, cancellation).ConfigureAwait(false);
        var length = cipher.LengthOf(head);
        if (length < 2 || length > PacketCipher.MaxPacketBytes || 4 + length + cipher.TagBytes < head.Length)
            throw new SshException("a packet has no possible length");
        var packet = new byte[4 + length + cipher.TagBytes];
        head.CopyTo(packet, 0);
        await stream.ReadExactlyAsync(packet.AsMemory(head.Length), cancellation).ConfigureAwait(false);
        cipher.Uncover(packet, readSequence);
        var padding = packet[4];
        if (padding + 2 > length) throw new SshException("a packet is all padding");
        return (packet.AsMemory(5, length - padding - 1), readSequence++);
    }

    private async Task WritePacketAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        const int Block = 16;
        var counted = (writeCipher.PadsLength ? 5 : 1) + message.Length;
        var padding = Block - (counted % Block);
        if (padding < 4) padding += Block;
        var packet = new byte[5 + message.Length + padding + writeCipher.TagBytes];
        BinaryPrimitives.WriteInt32BigEndian(packet, 1 + message.Length + padding);
        packet[4] = (byte)padding;
        message.CopyTo(packet.AsMemory(5));
        RandomNumberGenerator.Fill(packet.AsSpan(5 + message.Length, padding));
        writeCipher.Protect(packet, writeSequence++);
        await stream.WriteAsync(packet, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
