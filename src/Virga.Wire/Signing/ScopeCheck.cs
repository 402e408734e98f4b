namespace Virga.Wire.Signing;

/// <summary>What header and query form have in common: the credential and the time must be readable and fit.</summary>
internal static class ScopeCheck
{
    public static SignatureFault? Read(
        string credential, string timestamp, out CredentialScope scope, out DateTimeOffset signedAt)
    {
        signedAt = default;
        if (!CredentialScope.TryParse(credential, out scope))
            return credential.EndsWith("/" + CredentialScope.Terminator, StringComparison.Ordinal)
                || credential.AsSpan().Count('/') < 4
                ? SignatureFault.Incomplete(
                    "Credential must have exactly 5 slash-delimited elements, e.g. "
                    + $"keyid/date/region/service/term, got '{credential}'")
                : new(SignatureFaultKind.SignatureDoesNotMatch,
                    $"Credential should be scoped with a valid terminator: '{CredentialScope.Terminator}', "
                    + $"not '{credential[(credential.LastIndexOf('/') + 1)..]}'.");
        if (!SignatureTime.TryParse(timestamp, out signedAt))
            return SignatureFault.Incomplete(
                $"Date must be in ISO-8601 'basic format'. Got '{timestamp}'. See "
                    + $"http://en.wikipedia.org/wiki/ISO_8601");
        var day = SignatureTime.Format(signedAt)[..8];
        return scope.Date == day
            ? null
            : new(SignatureFaultKind.SignatureDoesNotMatch,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{scope.Date}' != '{day}', from '{timestamp}'.");
    }
}
