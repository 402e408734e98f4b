using Microsoft.AspNetCore.Http;
using Virga.Wire;
using Virga.Wire.Signing;

namespace Virga.Service.Http;

/// <summary>
/// Says which service a request is for, on the one port that all share: by the signature's service, by
/// <c>X-Amz-Target</c>, by a host such as <c>ec2.eu-west-1.amazonaws.com</c>, else by the action that only one has.
/// </summary>
internal static class ApiRouter
{
    public const string DefaultRegion = "us-east-1";

    /// <summary>The service, or null when nothing tells.</summary>
    public static ServiceApi? Service(HttpRequest request, CredentialScope? credential, string? action, string? version)
    {
        if (credential is { } scope && ServiceApi.Named(scope.Service) is { } signed) return signed;
        if (Target(request) is { } target) return ByTarget(target);
        var host = request.Host.Host ?? "";
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var first = dot > 0 ? host[..dot] : host;
        if (ServiceApi.Named(first == "api" && host.StartsWith("api.ecr.", StringComparison.Ordinal) ? "ecr" : first)
            is { } named) return named;
        return action is null ? null : ByAction(action, version);
    }

    /// <summary>The region: of the signature, else of the host, else us-east-1.</summary>
    public static string Region(HttpRequest request, CredentialScope? credential)
    {
        if (credential is { Region: { Length: > 0 and <= 32 } region }) return region;
        var parts = (request.Host.Host ?? "").Split('.');
        return parts.Length >= 3 && parts[1].Contains('-', StringComparison.Ordinal) ? parts[1] : DefaultRegion;
    }

    /// <summary>The operation of a JSON request.</summary>
    public static string? Target(HttpRequest request) =>
        request.Headers.TryGetValue("X-Amz-Target", out var value) ? value.ToString() : null;

    private static ServiceApi? ByTarget(string target)
    {
        var prefix = target[..Math.Max(0, target.LastIndexOf('.'))];
        return ServiceApi.All.FirstOrDefault(api => api.TargetPrefix == prefix);
    }

    /// <summary>EC2 last: where the version does not tell, a name that STS or IAM has is theirs.</summary>
    private static ServiceApi? ByAction(string action, string? version)
    {
        var candidates = ServiceApi.All.Where(api => !api.IsJson && api.Find(action) is not null);
        return candidates.OrderBy(api => api.Version == version ? 0 : 1).ThenBy(api => api.Name == "ec2" ? 1 : 0)
            .FirstOrDefault();
    }
}
