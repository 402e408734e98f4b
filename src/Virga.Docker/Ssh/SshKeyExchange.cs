using System.Security.Cryptography;

namespace Virga.Docker.Ssh;

/// <summary>
/// One key exchange: ECDH on NIST's P-256 (RFC 5656, section 4), since that is what the framework has and every client
/// knows.
/// </summary>
internal sealed class SshKeyExchange
{
    private const string Method = "ecdh-sha2-nistp256";
    private const string StrictClient = "kex-strict-c-v00@openssh.com";
    private const string StrictServer = "kex-strict-s-v00@openssh.com";
    private const string Mac = "hmac-sha2-256";

    private static readonly string[] Ciphers =
        ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr"];

    private readonly byte[] clientOffer;
    private readonly string clientVersion;
    private readonly SshHostKey hostKey;
    private readonly string cipherToServer;
    private readonly string cipherToClient;
    private byte[] secret = [];

    /// <exception cref="SshException">The client knows nothing of what is known here.</exception>
    public SshKeyExchange(byte[] clientOffer, string clientVersion, SshHostKey hostKey)
    {
        this.clientOffer = clientOffer;
        this.clientVersion = clientVersion;
        this.hostKey = hostKey;
        var offer = new SshReader(clientOffer);
        offer.Take(17);
        var methods = offer.Names();
        var hostKeys = offer.Names();
        Choose(methods, [Method], "key exchange method");
        Choose(hostKeys, [SshHostKey.Algorithm], "host key algorithm");
        cipherToServer = Choose(offer.Names(), Ciphers, "cipher");
        cipherToClient = Choose(offer.Names(), Ciphers, "cipher");
        var macs = (ToServer: offer.Names(), ToClient: offer.Names());
        if (!IsGcm(cipherToServer)) Choose(macs.ToServer, [Mac], "MAC");
        if (!IsGcm(cipherToClient)) Choose(macs.ToClient, [Mac], "MAC");
        for (var skipped = 0; skipped < 4; skipped++) offer.Names();
        HasWrongGuess = offer.Truth() && (methods[0] != Method || hostKeys[0] != SshHostKey.Algorithm);
        IsStrict = methods.Contains(StrictClient);
        TakesExtensions = methods.Contains("ext-info-c");
        Offer = MakeOffer();
    }

    /// <summary>Our half of the negotiation.</summary>
    public byte[] Offer { get; }

    /// <summary>The client sent a first message for another method, which is to be passed over.</summary>
    public bool HasWrongGuess { get; }

    public bool IsStrict { get; }

    /// <summary>Whether the client wants to be told of signature algorithms (RFC 8308).</summary>
    public bool TakesExtensions { get; }

    /// <summary>The exchange hash; known after <see cref="Reply"/>.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Our answer to the client's half.</summary>
    public byte[] Reply(ReadOnlyMemory<byte> clientMessage)
    {
        var reader = new SshReader(clientMessage);
        reader.Byte();
        var clientPoint = reader.Field();
        using var ours = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var ourPoint = SshHostKey.PointOf(ours.ExportParameters(false).Q);
        secret = Agree(ours, clientPoint.Span);
        var hashed = new SshWriter().Text(clientVersion).Text(SshTransport.ServerVersion).Field(clientOffer)
            .Field(Offer).Field(hostKey.Blob).Field(clientPoint.Span).Field(ourPoint).Integer(secret);
        Hash = SHA256.HashData(hashed.Written.Span);
        return new SshWriter(SshNumbers.EcdhReply).Field(hostKey.Blob).Field(ourPoint).Field(hostKey.Sign(Hash))
            .ToArray();
    }

    /// <summary>The keys of a direction (RFC 4253, section 7.2).</summary>
    public PacketCipher CipherOf(bool isToClient, byte[] sessionId)
    {
        var name = isToClient ? cipherToClient : cipherToServer;
        var keyBytes = name.StartsWith("aes256", StringComparison.Ordinal) ? 32 : 16;
        var key = Derive(isToClient ? 'D' : 'C', keyBytes, sessionId);
        var start = Derive(isToClient ? 'B' : 'A', IsGcm(name) ? 12 : 16, sessionId);
        return IsGcm(name)
            ? new GcmCipher(key, start)
            : new CounterCipher(key, start, Derive(isToClient ? 'F' : 'E', 32, sessionId));
    }

    private static byte[] Agree(ECDiffieHellman ours, ReadOnlySpan<byte> clientPoint)
    {
        try
        {
            using var theirs = ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = SshHostKey.PointOf(clientPoint) });
            return ours.DeriveRawSecretAgreement(theirs.PublicKey);
        }
        catch (CryptographicException)
        {
            throw new SshException("the client's key is no point of the curve");
        }
    }

    /// <summary>At most 32 bytes, so one hash does.</summary>
    private byte[] Derive(char letter, int size, byte[] sessionId) => SHA256.HashData(
        new SshWriter().Integer(secret).Raw(Hash).Byte((byte)letter).Raw(sessionId).Written.Span)[..size];

    private static byte[] MakeOffer()
    {
        var offer = new SshWriter(SshNumbers.KexInit).Raw(RandomNumberGenerator.GetBytes(16))
            .Text($"{Method},{StrictServer}").Text(SshHostKey.Algorithm);
        var ciphers = string.Join(',', Ciphers);
        string[] rest = [ciphers, ciphers, Mac, Mac, "none", "none", "", ""];
        foreach (var names in rest) offer.Text(names);
        return offer.Truth(false).Number(0).ToArray();
    }

    /// <summary>The first of the client's that is ours too (RFC 4253, section 7.1).</summary>
    private static string Choose(string[] theirs, string[] ours, string what) =>
        theirs.FirstOrDefault(ours.Contains)
        ?? throw new SshException($"client and server know no {what} in common");

    private static bool IsGcm(string cipher) => cipher.Contains("gcm", StringComparison.Ordinal);
}
