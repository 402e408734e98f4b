using System.Collections.Concurrent;

namespace Virga.Docker.Ssh;

/// <summary>What a logged-in client does: sessions, and nothing else (RFC 4254).</summary>
internal sealed class SshConnection(SshTransport transport, ISshGuest guest, string user) : IAsyncDisposable
{
    /// <summary>OpenSSH's MaxSessions is 10; a client that multiplexes may want more.</summary>
    private const int MaxChannels = 64;

    private const uint Prohibited = 1;
    private const uint UnknownType = 3;

    private readonly ConcurrentDictionary<uint, SshChannel> channels = new();
    private uint nextChannel;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await transport.ReadAsync(cancellation).ConfigureAwait(false) is { } message)
        {
            var reader = new SshReader(message);
            switch (reader.Byte())
            {
                case SshNumbers.ChannelOpen:
                    await OpenAsync(reader, cancellation).ConfigureAwait(false);
                    break;
                case SshNumbers.GlobalRequest:
                    reader.Text();
                    if (reader.Truth())
                        await transport.SendAsync(new(SshNumbers.RequestFailure), cancellation).ConfigureAwait(false);
                    break;
                case >= SshNumbers.WindowAdjust and <= SshNumbers.ChannelFailure and var number:
                    if (!channels.TryGetValue(reader.Number(), out var channel)) break;
                    if (await channel.TakeAsync(number, reader, cancellation).ConfigureAwait(false)) break;
                    channels.TryRemove(channel.Number, out _);
                    await channel.DisposeAsync().ConfigureAwait(false);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels.Values) await channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task OpenAsync(SshReader reader, CancellationToken cancellation)
    {
        var type = reader.Text();
        var theirs = reader.Number();
        var window = reader.Number();
        var largest = reader.Number();
        if (type != "session" || channels.Count >= MaxChannels)
        {
            var isUnknown = type is not ("session" or "direct-tcpip");
            var refusal = new SshWriter(SshNumbers.ChannelOpenFailure).Number(theirs)
                .Number(isUnknown ? UnknownType : Prohibited)
                .Text($"this machine has no ssh server of its own; Virga's knows sessions only, not {type}").Text("");
            await transport.SendAsync(refusal, cancellation).ConfigureAwait(false);
            return;
        }

        var channel = new SshChannel(transport, guest, user, nextChannel++, theirs, window, largest);
        channels[channel.Number] = channel;
        await channel.ConfirmAsync(cancellation).ConfigureAwait(false);
    }
}
