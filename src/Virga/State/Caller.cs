namespace Virga.State;

/// <summary>Who asks: what STS would answer to GetCallerIdentity, and the key that signed.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Arn">The principal's ARN, such as <c>arn:aws:iam::000000000000:root</c>.</param>
/// <param name="UserId">The principal's unique id; the account itself for the root user.</param>
/// <param name="AccessKeyId">The access key of the request, or null when it was not signed.</param>
internal sealed record Caller(string Account, string Arn, string UserId, string? AccessKeyId)
{
    /// <summary>
    /// Host and port by which the request came here, so that URIs in the answer lead there too; null for the emulator's
    /// own.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether policies were asked about this very request, and allow it.</summary>
    public bool IsAuthorized { get; init; }

    /// <summary>Whether it came here by TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The emulator itself: timers, reconcilers, seeds.</summary>
    public static Caller System(string account) => new(account, $"arn:aws:iam::{account}:root", account, null);
}
