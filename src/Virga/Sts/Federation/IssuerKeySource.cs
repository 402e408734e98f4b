using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Virga.Service;

namespace Virga.Sts.Federation;

/// <summary>
/// Keys of issuers: from a file that names them, else from the issuer's own address as AWS fetches them (OpenID Connect
/// Discovery 1.0, section 4). The network beyond this machine is asked only where every signature is verified.
/// </summary>
/// <param name="file">JSON of issuers with their key sets, or null. Read each time.</param>
/// <param name="isEnforced">Whether issuers on other machines are asked too.</param>
/// <param name="time">The clock of the cache.</param>
internal sealed class IssuerKeySource(string? file, bool isEnforced, TimeProvider time) : IIssuerKeys, IDisposable
{
    private const int MaxBytes = 512 * 1_024;

    /// <summary>Long enough that a burst asks once, short enough that a new key is soon known.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private static readonly HttpRequestOptionsKey<IReadOnlyList<string>> Thumbprints = new("thumbprints");

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, byte[] Keys)> known = new(StringComparer.Ordinal);

    private readonly HttpClient http = new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        ServerCertificateCustomValidationCallback = IsTrusted,
    })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MaxBytes,
    };

    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(
        string issuer, IReadOnlyList<string> thumbprints, CancellationToken cancellation)
    {
        if (FromFile(issuer) is { } keys) return keys;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || (!isEnforced && !IsLoopback(address.Host)))
            return null;
        if (known.TryGetValue(issuer, out var cached) && time.GetUtcNow() - cached.At < Freshness) return cached.Keys;
        try
        {
            var fetched = await FetchAsync(issuer, thumbprints, cancellation).ConfigureAwait(false);
            known[issuer] = (time.GetUtcNow(), fetched);
            return fetched;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException
            or InvalidOperationException or UriFormatException
            || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw StsErrors.NoVerificationKey();
        }
    }

    public void Dispose() => http.Dispose();

    private byte[]? FromFile(string issuer)
    {
        if (file is null) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var one in json.RootElement.EnumerateObject())
                if (one.Name.TrimEnd('/') == issuer.TrimEnd('/')) return Encoding.UTF8.GetBytes(one.Value.GetRawText());
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<byte[]> FetchAsync(
        string issuer, IReadOnlyList<string> thumbprints, CancellationToken cancellation)
    {
        var document = await GetAsync(
            new($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"), thumbprints, cancellation)
            .ConfigureAwait(false);
        using var json = JsonDocument.Parse(document);
        var place = json.RootElement.GetProperty("jwks_uri").GetString() ?? "";
        return await GetAsync(new(place), thumbprints, cancellation).ConfigureAwait(false);
    }

    private async Task<byte[]> GetAsync(Uri address, IReadOnlyList<string> thumbprints, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(Thumbprints, thumbprints);
        using var answer = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>What the machine trusts, or a certificate whose thumbprint the provider names.</summary>
    private static bool IsTrusted(
        HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (!request.Options.TryGetValue(Thumbprints, out var thumbprints) || certificate is null) return false;
        return (chain?.ChainElements.Select(one => one.Certificate) ?? []).Append(certificate)
            .Any(one => thumbprints.Contains(one.Thumbprint, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
