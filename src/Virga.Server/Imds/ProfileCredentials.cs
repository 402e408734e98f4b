using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>
/// The credentials of a named profile of the AWS CLI, as settings of the mock: what a program finds in its "instance"
/// are real ones then. Of the shared credentials file only; a profile that asks a program or another role has none.
/// </summary>
internal static class ProfileCredentials
{
    private const string Section = "metadata.values.iam-security-credentials.";

    /// <exception cref="ConfigFileException">There is no such file or profile, or it has no keys.</exception>
    public static ConfigMap Read(IReadOnlyDictionary<string, string> environment, string profile)
    {
        var path = environment.GetValueOrDefault("AWS_SHARED_CREDENTIALS_FILE")
            ?? Path.Combine(environment.GetValueOrDefault("HOME") ?? "", ".aws", "credentials");
        var found = SectionOf(LinesOf(path), profile);
        var map = new ConfigMap();
        foreach (var (name, field) in new[]
            {
                ("aws_access_key_id", "AccessKeyId"), ("aws_secret_access_key", "SecretAccessKey"),
                ("aws_session_token", "Token"),
            })
        {
            if (found.TryGetValue(name, out var value)) map.Set(Section + field, value);
            else if (field == "Token") map.Set(Section + field, "");
            else throw new ConfigFileException($"{path}: the profile {profile} has no {name}");
        }

        return map;
    }

    private static string[] LinesOf(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new ConfigFileException($"open {path}: {missing.Message}");
        }
    }

    private static Dictionary<string, string> SectionOf(string[] lines, string profile)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isIn = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('[')) isIn = line.TrimEnd(']').TrimStart('[').Trim() == profile;
            else if (isIn && !line.StartsWith('#') && line.Split('=', 2) is [var name, var value])
                found[name.Trim()] = value.Trim();
        }

        return found;
    }
}
