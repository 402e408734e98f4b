namespace Virga.Sts.Federation;

/// <summary>The public keys of OpenID Connect issuers outside of this emulator.</summary>
internal interface IIssuerKeys
{
    /// <summary>A JSON Web Key Set; null where nobody knows one and none is to be asked for.</summary>
    /// <param name="issuer">As the token names it.</param>
    /// <param name="thumbprints">SHA-1 of certificates that count beside those that the machine trusts.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <exception cref="Service.AwsException">InvalidIdentityToken: the issuer was asked in vain.</exception>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(
        string issuer, IReadOnlyList<string> thumbprints, CancellationToken cancellation);
}
