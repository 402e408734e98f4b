using System.Buffers;
using System.Net.Sockets;

namespace Virga.Metadata.Http;

/// <summary>
/// One connection: receives, answers every whole request in the buffer, sends the replies together. HTTP/1.1 for this
/// service only, because it needs so little of it (docs/decisions/own-http-for-metadata.md).
/// </summary>
internal sealed class MetadataConnection(MetadataWire wire, MetadataEndpoint endpoint, MetadataSession session)
{
    private const int InitialBuffer = 2048;

    /// <summary>Replies that are sent at once at most, so that a reader that never reads cannot make them pile
    /// up.</summary>
    private const int MaxBatchBytes = 64 * 1024;

    /// <summary>The system's usual IP TTL, for replies that are not limited.</summary>
    private const int UsualHopLimit = 64;

    private readonly ReplyWriter _replies = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _filled;
    private int _hopLimit = UsualHopLimit;

    /// <summary>Milliseconds (Environment.TickCount64) of the last byte received or sent.</summary>
    public long LastActive { get; private set; } = Environment.TickCount64;

    /// <summary>Ends the connection from outside; its loop sees an error and stops.</summary>
    public void Abort() => wire.Dispose();

    /// <summary>Serves until either end closes it.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var received = await wire.ReceiveAsync(_buffer.AsMemory(_filled)).ConfigureAwait(false);
                if (received == 0) return;
                LastActive = Environment.TickCount64;
                _filled += received;
                var closes = false;
                var consumed = 0;
                do
                {
                    var traits = AnswerAll(ref consumed);
                    if (_replies.Length == 0) break;
                    await LimitHopsAsync(traits.HopLimit).ConfigureAwait(false);
                    await SendAsync().ConfigureAwait(false);
                    closes = traits.Closes;
                }
                while (!closes);
                if (closes)
                {
                    await LingerAsync().ConfigureAwait(false);
                    return;
                }

                Compact(consumed);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or IOException)
        {
            // The other end went away, or the service is stopping: nobody is left to be told.
        }
        finally
        {
            wire.Dispose();
            _replies.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private ReplyTraits AnswerAll(ref int consumed)
    {
        var traits = default(ReplyTraits);
        while (consumed < _filled && _replies.Length < MaxBatchBytes)
        {
            var result = MetadataRequest.Parse(_buffer.AsSpan(consumed, _filled - consumed), out var request);
            if (result == ParseResult.Incomplete) break;
            if (result != ParseResult.Done)
            {
                endpoint.Refuse(result, _replies);
                return new ReplyTraits(Closes: true);
            }

            // A reply with a hop limit of its own is not put into one packet with others.
            var limited = request.IsPut;
            if (limited && _replies.Length > 0) break;
            traits = endpoint.Answer(request, session, _replies);
            consumed += request.Length;
            if (traits.Closes || limited) break;
        }

        return traits;
    }

    private async ValueTask SendAsync()
    {
        await wire.SendAsync(_replies.Written).ConfigureAwait(false);
        LastActive = Environment.TickCount64;
        _replies.Clear();
    }

    /// <summary>Sets the IP TTL of what is sent next. It stays until a reply with another one is due, or a lost token
    /// would be sent again with more hops than it may have.</summary>
    private ValueTask LimitHopsAsync(int? hopLimit)
    {
        var wanted = hopLimit ?? UsualHopLimit;
        if (wanted == _hopLimit) return ValueTask.CompletedTask;
        _hopLimit = wanted;
        return wire.LimitHopsAsync(wanted);
    }

    private void Compact(int consumed)
    {
        _filled -= consumed;
        if (consumed > 0 && _filled > 0) _buffer.AsSpan(consumed, _filled).CopyTo(_buffer);
        if (_filled < _buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Closes our half and reads what is still on its way, so that the reply is not lost to a reset.</summary>
    private async ValueTask LingerAsync()
    {
        await wire.EndAsync().ConfigureAwait(false);
        for (var left = MetadataRequest.MaxBody; left > 0;)
        {
            var received = await wire.ReceiveAsync(_buffer.AsMemory()).ConfigureAwait(false);
            if (received == 0) return;
            left -= received;
        }
    }
}
