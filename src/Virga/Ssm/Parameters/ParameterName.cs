using System.Globalization;
using Virga.State;

namespace Virga.Ssm.Parameters;

/// <summary>
/// A parameter as requests name it: a name or an ARN, with a version or label after a colon. Rules: SSM API Reference,
/// PutParameter, Name.
/// </summary>
/// <param name="Name">The plain name, as the answer gives it back.</param>
/// <param name="Selector">A version or label, or null for the latest.</param>
internal sealed record ParameterName(string Name, string? Selector)
{
    private const int MaxLevels = 15;

    private const string Rule =
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of "
        + "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the "
            + "following 3 "
        + "symbols .-_";

    /// <summary>The id of the row.</summary>
    public string Id => Name.StartsWith('/') ? Name : "/" + Name;

    public static ParameterName Parse(string text)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal) && text.Split(':', 6) is [_, _, "ssm", _, _, var resource]
            && resource.StartsWith("parameter/", StringComparison.Ordinal))
            text = ShortName(resource["parameter".Length..]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        Check(name);
        return new(name, colon < 0 ? null : text[(colon + 1)..]);
    }

    /// <summary>The name of a new parameter: checked, without selector, not one that AWS keeps to itself.</summary>
    public static ParameterName ParseNew(string text)
    {
        var parsed = Parse(text);
        if (parsed.Selector is not null) throw SsmErrors.Validation(Rule);
        var first = parsed.Id.Split('/')[1];
        if (first.StartsWith("aws", StringComparison.OrdinalIgnoreCase))
            throw new Virga.Service.AwsException(
                "AccessDeniedException", $"No access to reserved parameter name: {parsed.Name}.");
        return parsed.Id.Count(c => c == '/') > MaxLevels ? throw SsmErrors.TooDeep() : parsed;
    }

    /// <summary>The ARN of a parameter: its name follows the word without a second slash.</summary>
    public static string Arn(WorldView at, string id) => $"arn:aws:ssm:{at.Region}:{at.Account}:parameter{id}";

    /// <summary>The version of a row that is meant, or null.</summary>
    public ParameterVersion? Select(ParameterRow row)
    {
        if (Selector is null) return row.Latest;
        return long.TryParse(Selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? row.Versions.FirstOrDefault(version => version.Version == number)
            : row.Versions.FirstOrDefault(version => version.Labels.Contains(Selector));
    }

    /// <summary>An ARN does not tell <c>x</c> from <c>/x</c>; at the top AWS gives back the plain one.</summary>
    private static string ShortName(string name) =>
        name.IndexOf('/', 1) < 0 && name.Length > 1 ? name[1..] : name;

    private static void Check(string name)
    {
        var isPath = name.Contains('/', StringComparison.Ordinal);
        var parts = isPath ? name[1..].Split('/') : [name];
        if ((isPath && name[0] != '/') || parts.Any(part => part.Length == 0 || !part.All(IsAllowed))
            || parts[0].StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
            throw SsmErrors.Validation(Rule);
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
