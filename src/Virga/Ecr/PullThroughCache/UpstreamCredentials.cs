using System.Text.Json;

namespace Virga.Ecr.PullThroughCache;

/// <summary>
/// Users and passwords of upstream registries. AWS keeps them in Secrets Manager; here a file does, as JSON: the ARN or
/// name of
/// a secret, and with it what AWS wants in such a secret, <c>{"username":…,"accessToken":…}</c>. Read each time, so
/// that a
/// new password counts at once. Source: ECR User Guide, "Storing your upstream repository credentials".
/// </summary>
internal sealed class UpstreamCredentials(string file)
{
    /// <summary>An ARN of a secret ends with a dash and six letters that are not of its name.</summary>
    private const int SuffixLength = 7;

    private const string NameMark = ":secret:";

    /// <summary>What the secret of an ARN holds; null when there is none, or it cannot be read.</summary>
    public (string User, string Password)? Find(string secretArn)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var secret in json.RootElement.EnumerateObject())
                if (IsNamed(secretArn, secret.Name))
                    return (secret.Value.GetProperty("username").GetString() ?? "",
                        secret.Value.GetProperty("accessToken").GetString() ?? "");
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsNamed(string arn, string name)
    {
        if (arn == name) return true;
        var at = arn.IndexOf(NameMark, StringComparison.Ordinal);
        if (at < 0) return false;
        var own = arn.AsSpan(at + NameMark.Length);
        return own.SequenceEqual(name)
            || (own.Length == name.Length + SuffixLength && own[name.Length] == '-' && own.StartsWith(name));
    }
}
