namespace Virga.Docker.Ssh;

/// <summary>Lets a client in by a key that the machine's user takes (RFC 4252), and by nothing else.</summary>
internal sealed class SshAuthentication(SshTransport transport, ISshGuest guest)
{
    /// <summary>Agents offer all the keys they have, one after the other.</summary>
    private const int MaxTries = 30;

    private readonly Dictionary<string, IReadOnlyList<string>> known = new(StringComparer.Ordinal);

    /// <summary>The user; null when the client went away, or tried too often.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries;)
        {
            if (await transport.ReadAsync(cancellation).ConfigureAwait(false) is not { } message) return null;
            var reader = new SshReader(message);
            switch (reader.Byte())
            {
                case SshNumbers.ServiceRequest:
                    var service = reader.Text();
                    if (service != "ssh-userauth") throw new SshException($"there is no service {service}");
                    await transport.SendAsync(new SshWriter(SshNumbers.ServiceAccept).Text(service), cancellation)
                        .ConfigureAwait(false);
                    break;
                case SshNumbers.AuthRequest:
                    tries++;
                    if (await TryAsync(reader, cancellation).ConfigureAwait(false) is { } user) return user;
                    break;
                default:
                    throw new SshException("nothing else may come before the login");
            }
        }

        return null;
    }

    private async Task<string?> TryAsync(SshReader reader, CancellationToken cancellation)
    {
        var user = reader.Text();
        var service = reader.Text();
        if (service == "ssh-connection" && reader.Text() == "publickey")
        {
            var isSigned = reader.Truth();
            var algorithm = reader.Text();
            var key = reader.Field();
            if (await IsKnownAsync(user, algorithm, key, cancellation).ConfigureAwait(false))
            {
                if (!isSigned)
                {
                    var answer = new SshWriter(SshNumbers.PublicKeyOk).Text(algorithm).Field(key.Span);
                    await transport.SendAsync(answer, cancellation).ConfigureAwait(false);
                    return null;
                }

                if (SshSignature.IsValid(algorithm, key, reader.Field(), Signed(user, algorithm, key)))
                {
                    await transport.SendAsync(new(SshNumbers.AuthSuccess), cancellation).ConfigureAwait(false);
                    return user;
                }
            }
        }

        await transport.SendAsync(new SshWriter(SshNumbers.AuthFailure).Text("publickey").Truth(false), cancellation)
            .ConfigureAwait(false);
        return null;
    }

    /// <summary>What the client signs (RFC 4252, section 7).</summary>
    private byte[] Signed(string user, string algorithm, ReadOnlyMemory<byte> key) =>
        new SshWriter().Field(transport.SessionId).Byte(SshNumbers.AuthRequest).Text(user).Text("ssh-connection")
            .Text("publickey").Truth(true).Text(algorithm).Field(key.Span).ToArray();

    private async Task<bool> IsKnownAsync(
        string user, string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        if (!SshSignature.Fits(algorithm, key)) return false;
        if (!known.TryGetValue(user, out var lines))
            known[user] = lines = await guest.KeysOfAsync(user, cancellation).ConfigureAwait(false) ?? [];
        var wanted = Convert.ToBase64String(key.Span);
        // A line with options before the key limits what it may do; such a key is for the image's own sshd.
        return lines.Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var type, var blob, ..]
            && blob == wanted && !type.Contains('='));
    }
}
