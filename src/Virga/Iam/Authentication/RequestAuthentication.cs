using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Virga.Service;
using Virga.State;
using Virga.Wire.Signing;

namespace Virga.Iam.Authentication;

/// <summary>
/// Says who signed a request. Signatures of keys that Virga issued are always verified. Other keys pass by default, as
/// developers use them (<c>test</c>); with <c>VIRGA_AUTH=enforce</c> only the account itself may use such a key, which
/// is
/// then the 12 digits of the account or <c>test</c>, with the secret <c>test</c>.
/// </summary>
internal static class RequestAuthentication
{
    /// <summary>Operations that carry another proof than a signature.</summary>
    private static readonly string[] Unsigned = ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"];

    /// <exception cref="AwsException">The signature is refused.</exception>
    public static Caller Resolve(
        HttpRequest http, ReadOnlyMemory<byte> body, ServiceApi api, string action, Store store)
    {
        var request = Signable(http);
        var authorization = request.Header("authorization");
        if (!CredentialScope.TryRead(authorization, request.RawQuery, out var scope))
            return Anonymous(request, api, action, store.Rules);
        var key = IssuedKey.Find(store.World, scope.AccessKeyId, out var isInactive);
        if (isInactive) throw SignatureErrors.Of(api, SignatureFault.UnknownKey);
        if (key is null && !store.Rules.IsAuthEnforced) return Callers.Resolve(scope.AccessKeyId, store.Rules);
        key ??= RootKey(scope.AccessKeyId, store.Rules) ?? throw SignatureErrors.Of(api, SignatureFault.UnknownKey);
        if (Check(request, key, body, store) is { } fault) throw SignatureErrors.Of(api, fault);
        return key.Caller;
    }

    private static SignatureFault? Check(
        SignableRequest request, IssuedKey key, ReadOnlyMemory<byte> body, Store store)
    {
        var signature = RequestSignature.Read(request, out var fault);
        if (signature is null) return fault;
        return key.CheckToken(signature.SessionToken)
            ?? SignatureVerifier.Verify(request, signature, body, key.Secret, store.RealTime.GetUtcNow(), out _)
            ?? (key.Expiration <= store.Time.GetUtcNow() ? SignatureFault.Expired : null);
    }

    /// <summary>
    /// Without a readable credential: nobody, if nobody checks; else the reason why it cannot be read.
    /// </summary>
    private static Caller Anonymous(SignableRequest request, ServiceApi api, string action, Rules rules)
    {
        if (!rules.IsAuthEnforced || (api.Name == "sts" && Unsigned.Contains(action)))
            return Callers.Resolve(null, rules);
        RequestSignature.Read(request, out var fault);
        throw SignatureErrors.Of(api, fault ?? SignatureFault.UnknownKey);
    }

    private static IssuedKey? RootKey(string accessKeyId, Rules rules)
    {
        var isRoot = accessKeyId == Rules.TestKey || (accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit));
        return isRoot ? new(Callers.Resolve(accessKeyId, rules), Rules.TestKey, null, null) : null;
    }

    private static SignableRequest Signable(HttpRequest http)
    {
        var target = http.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target)) target = http.PathBase + http.Path + http.QueryString.Value;
        return SignableRequest.FromTarget(
            http.Method, target!, name => http.Headers.TryGetValue(name, out var value) ? value.ToString() : null);
    }
}
