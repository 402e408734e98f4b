using System.Text;

namespace Virga.Wire;

/// <summary>
/// Collects what fails of the model's constraints and words it as the service does. The texts of STS and IAM are
/// recorded;
/// ECR's were read in public bug reports of CreateRepository.
/// </summary>
internal sealed class Constraints(ConstraintStyle style)
{
    /// <summary>A request with more faults than this is answered with the first ones.</summary>
    private const int MostFaults = 20;

    /// <summary>A longer value is cut where it is quoted.</summary>
    private const int LongestQuote = 2_048;

    private readonly List<string> faults = [];
    private string path = "";
    private string? first;

    /// <summary>Throws if anything failed.</summary>
    public void ThrowIfAny()
    {
        if (first is not null)
            throw new InputException(InputFault.Constraint, first, null, Message());
    }

    public void Required(string name, bool isAbsent)
    {
        if (isAbsent)
            Add(name, style == ConstraintStyle.First ? "" : "Value null", "Member must not be null");
    }

    public void Text(string name, string? value, Rule rule)
    {
        if (value is null)
            return;
        foreach (var broken in rule.Broken(value, style))
            Add(name, Quote(value, rule.IsSensitive), broken);
    }

    public void Number(string name, double? value, Rule rule)
    {
        if (value is not { } number)
            return;
        foreach (var broken in rule.BrokenValue(number))
            Add(name, Quote(number.ToString("R"), false), broken);
    }

    /// <summary>The length of a list, map or blob.</summary>
    public void Count(string name, int? count, Rule rule)
    {
        if (count is not { } length)
            return;
        foreach (var broken in rule.BrokenLength(length))
            Add(name, "Value", broken);
    }

    public void Elements(string name, List<string>? values, Rule rule)
    {
        if (values is not null && values.Exists(value => rule.Broken(value, style).Any()))
        {
            var quoted = Quote($"[{string.Join(", ", values)}]", rule.IsSensitive);
            Add(name, quoted, $"Member must satisfy constraint: [{rule.All()}]");
        }
    }

    public void Keys<T>(string name, Dictionary<string, T>? map, Rule rule)
    {
        if (map is not null && map.Keys.Any(key => rule.Broken(key, style).Any()))
            Add(name, "Value", $"Map keys must satisfy constraint: [{rule.All()}]");
    }

    public void Values(string name, Dictionary<string, string>? map, Rule rule)
    {
        if (map is not null && map.Values.Any(value => rule.Broken(value, style).Any()))
            Add(name, "Value", $"Map value must satisfy constraint: [{rule.All()}]");
    }

    public void Structure(string name, IConstrained? value)
    {
        if (value is null)
            return;
        var above = path;
        path = $"{above}{name}.";
        value.Check(this);
        path = above;
    }

    public void Structures<T>(string name, List<T>? values) where T : class, IConstrained
    {
        for (var i = 0; i < values?.Count && faults.Count < MostFaults; i++)
            Structure($"{name}.{i + 1}.member", values[i]);
    }

    public void Structures<T>(string name, Dictionary<string, T>? values) where T : class, IConstrained
    {
        foreach (var (key, value) in values ?? [])
            if (faults.Count < MostFaults)
                Structure($"{name}.{key}.member", value);
    }

    private string Quote(string value, bool isSensitive)
    {
        if (style != ConstraintStyle.Quoted || isSensitive)
            return "Value";
        return $"Value '{(value.Length <= LongestQuote ? value : value[..LongestQuote])}'";
    }

    private void Add(string name, string value, string broken)
    {
        first ??= path + name;
        if (faults.Count < MostFaults)
            faults.Add(style == ConstraintStyle.First
                ? $"Invalid parameter at '{path}{name}' failed to satisfy constraint: '{Lowered(broken)}'"
                : $"{value} at '{path}{name}' failed to satisfy constraint: {broken}");
    }

    /// <summary>
    /// ECR's own form: <c>must satisfy regular expression 'P'</c> instead of <c>Member must … pattern: P</c>.
    /// </summary>
    private static string Lowered(string broken)
    {
        const string Pattern = "Member must satisfy regular expression pattern: ";
        return broken.StartsWith(Pattern, StringComparison.Ordinal)
            ? $"must satisfy regular expression '{broken[Pattern.Length..]}'"
            : broken.Replace("Member must", "must", StringComparison.Ordinal);
    }

    private string Message()
    {
        if (style == ConstraintStyle.First)
            return faults[0];
        var message = new StringBuilder();
        message.Append(faults.Count).Append(faults.Count == 1 ? " validation error" : " validation errors");
        return message.Append(" detected: ").AppendJoin("; ", faults).ToString();
    }
}
