using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Virga.Distribution;
using Virga.Distribution.Storage;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>
/// Asks upstream registries, with the credentials that a rule names or anonymously: where one wants a token, its token
/// service gives it (distribution's "Token authentication specification").
/// </summary>
internal sealed partial class UpstreamClient(
    HttpClient http, TimeProvider time, UpstreamCredentials? credentials = null) : IUpstreams
{
    private const int MaxTokenBytes = 64 * 1_024;
    private static readonly string[] Accepted =
    [
        ManifestDocument.OciIndex, ManifestDocument.OciManifest, ManifestDocument.DockerList,
        ManifestDocument.DockerManifest,
    ];

    public async ValueTask<string?> ProbeAsync(PullThroughCacheRuleRow rule, CancellationToken cancellation)
    {
        try
        {
            if (Secret(rule) is not null)
            {
                using var known = await GetAsync(rule, "", cancellation).ConfigureAwait(false);
                return null;
            }

            using var answer = await http.GetAsync(Url(rule, ""), cancellation).ConfigureAwait(false);
            return (int)answer.StatusCode is 200 or 401
                ? null
                : $"The upstream registry answered with status {(int)answer.StatusCode}.";
        }
        catch (AwsException refusal)
        {
            return refusal.Message;
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    public async ValueTask<(byte[] Content, string? MediaType)> ManifestAsync(
        PullThroughCacheRuleRow rule, string name, string reference, CancellationToken cancellation)
    {
        using var answer = await GetAsync(rule, $"{name}/manifests/{reference}", cancellation).ConfigureAwait(false);
        if (answer.Content.Headers.ContentLength > ManifestDocument.MaxBytes)
            throw EcrErrors.UnableToGetUpstreamImage("The upstream manifest is too large.");
        var content = await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return (content, answer.Content.Headers.ContentType?.MediaType);
    }

    public async ValueTask LayerAsync(
        PullThroughCacheRuleRow rule, string name, string digest, Upload upload, CancellationToken cancellation)
    {
        using var answer = await GetAsync(rule, $"{name}/blobs/{digest}", cancellation).ConfigureAwait(false);
        var body = PipeReader.Create(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        await upload.AppendAsync(body, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        await body.CompleteAsync().ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> GetAsync(
        PullThroughCacheRuleRow rule, string path, CancellationToken cancellation)
    {
        var basic = Secret(rule);
        try
        {
            var answer = await SendAsync(Url(rule, path), null, cancellation).ConfigureAwait(false);
            if ((int)answer.StatusCode == 401)
            {
                var proof = await ProofAsync(answer.Headers.WwwAuthenticate, basic, cancellation).ConfigureAwait(false);
                answer.Dispose();
                answer = await SendAsync(Url(rule, path), proof, cancellation).ConfigureAwait(false);
            }

            if (answer.IsSuccessStatusCode) return answer;
            var status = (int)answer.StatusCode;
            answer.Dispose();
            throw EcrErrors.UnableToGetUpstreamImage($"The upstream registry answered with status {status}.");
        }
        catch (HttpRequestException exception)
        {
            throw EcrErrors.UnableToGetUpstreamImage(exception.Message);
        }
    }

    /// <summary>What a rule's secret holds, as a header; null where the rule has none.</summary>
    /// <exception cref="AwsException">UnableToAccessSecretException.</exception>
    private AuthenticationHeaderValue? Secret(PullThroughCacheRuleRow rule)
    {
        if (rule.CredentialArn is not { } arn) return null;
        var (user, password) = credentials?.Find(arn) ?? throw EcrErrors.UnableToAccessSecret(arn);
        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    private Task<HttpResponseMessage> SendAsync(
        Uri url, AuthenticationHeaderValue? proof, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var type in Accepted) request.Headers.Accept.Add(new(type));
        request.Headers.Authorization = proof;
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>What answers a challenge: a token of the service that it names, or user and password.</summary>
    private async Task<AuthenticationHeaderValue?> ProofAsync(
        HttpHeaderValueCollection<AuthenticationHeaderValue> challenges, AuthenticationHeaderValue? basic,
        CancellationToken cancellation)
    {
        var bearer = challenges.FirstOrDefault(one => one.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase));
        var values = Pair().Matches(bearer?.Parameter ?? "")
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        if (!values.TryGetValue("realm", out var realm)) return basic;
        var query = string.Join('&', values.Where(one => one.Key is "service" or "scope")
            .Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{realm}?{query}");
        request.Headers.Authorization = basic;
        using var answer = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > MaxTokenBytes) return null;
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        return json.RootElement.TryGetProperty("token", out var token)
            || json.RootElement.TryGetProperty("access_token", out token)
            ? new("Bearer", token.GetString())
            : null;
    }

    private static Uri Url(PullThroughCacheRuleRow rule, string path)
    {
        var scheme = UpstreamRegistries.IsLoopback(rule.UpstreamUrl.Split('/')[0]) ? "http" : "https";
        return new($"{scheme}://{rule.UpstreamUrl.TrimEnd('/')}/v2/{path}");
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Pair();
}
