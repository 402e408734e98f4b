namespace Virga.Wire.Signing;

/// <summary>Why a signature is refused. The protocols give the same reason different codes and statuses.</summary>
public enum SignatureFaultKind
{
    /// <summary>The request carries no credentials at all.</summary>
    MissingAuthenticationToken,

    /// <summary>Credentials are there, and cannot be read.</summary>
    IncompleteSignature,

    /// <summary>No such access key, or its session token is not the one that was issued.</summary>
    InvalidClientTokenId,

    /// <summary>The signature is not the one that the key makes of this request.</summary>
    SignatureDoesNotMatch,

    /// <summary>The time of the request is too far away, or a presigned request is too old.</summary>
    RequestExpired,

    /// <summary>The temporary credentials have expired.</summary>
    ExpiredToken,

    /// <summary>A signature algorithm that Virga does not verify.</summary>
    UnsupportedAlgorithm,
}

/// <summary>
/// A refused signature: the reason and AWS's own text. The caller gives it its protocol's code and status.
/// </summary>
public sealed record SignatureFault(SignatureFaultKind Kind, string Message)
{
    /// <summary>The text every service but EC2 uses for a wrong signature.</summary>
    public const string MismatchText =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            + "Access Key "
        + "and signing method. Consult the service documentation for details.";

    internal static SignatureFault Missing { get; } =
        new(SignatureFaultKind.MissingAuthenticationToken, "Request is missing Authentication Token");

    internal static SignatureFault Mismatch { get; } = new(SignatureFaultKind.SignatureDoesNotMatch, MismatchText);

    /// <summary>The access key or its session token is not known.</summary>
    public static SignatureFault UnknownKey { get; } =
        new(SignatureFaultKind.InvalidClientTokenId, "The security token included in the request is invalid.");

    /// <summary>The temporary credentials have expired.</summary>
    public static SignatureFault Expired { get; } =
        new(SignatureFaultKind.ExpiredToken, "The security token included in the request is expired");

    internal static SignatureFault Incomplete(string message) => new(SignatureFaultKind.IncompleteSignature, message);

    internal static SignatureFault Algorithm(string name) => new(
        SignatureFaultKind.UnsupportedAlgorithm,
        name == SignatureAlgorithms.EcdsaP256
            ? $"Unsupported AWS 'algorithm': '{name}'. SigV4A is not verified here; sign with "
                + $"{SignatureAlgorithms.HmacSha256}."
            : $"Unsupported AWS 'algorithm': '{name}'.");
}

/// <summary>The names of the signature algorithms that requests carry.</summary>
public static class SignatureAlgorithms
{
    /// <summary>Signature Version 4.</summary>
    public const string HmacSha256 = "AWS4-HMAC-SHA256";

    /// <summary>Signature Version 4A, for several regions at once; not supported.</summary>
    public const string EcdsaP256 = "AWS4-ECDSA-P256-SHA256";
}
