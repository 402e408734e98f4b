namespace Virga.Iam.Evaluation;

/// <summary>
/// An operator of a condition block. A negated one (<c>StringNotEquals</c>) is its positive with the answer turned.
/// </summary>
/// <param name="Name">AWS's name.</param>
/// <param name="IsNegated">Whether the answer is turned.</param>
/// <param name="Matches">Whether a value of the request is what the policy names.</param>
internal sealed record ConditionOperator(
    string Name, bool IsNegated, Func<string, PolicyText, RequestContext, bool> Matches)
{
    /// <summary>The check whether a key is there.</summary>
    public static readonly ConditionOperator Null = new("Null", false, static (_, _, _) => false);

    private static readonly Dictionary<string, ConditionOperator> All = Make().ToDictionary(
        one => one.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The operator of this name, without prefix and IfExists, or null.</summary>
    public static ConditionOperator? Find(string name) => All.GetValueOrDefault(name);

    private static IEnumerable<ConditionOperator> Make()
    {
        yield return Null;
        yield return new("StringEquals", false, Same(StringComparison.Ordinal));
        yield return new("StringNotEquals", true, Same(StringComparison.Ordinal));
        yield return new("StringEqualsIgnoreCase", false, Same(StringComparison.OrdinalIgnoreCase));
        yield return new("StringNotEqualsIgnoreCase", true, Same(StringComparison.OrdinalIgnoreCase));
        yield return new("StringLike", false, Like);
        yield return new("StringNotLike", true, Like);
        yield return new("BinaryEquals", false, Same(StringComparison.Ordinal));
        yield return new("Bool", false, Same(StringComparison.OrdinalIgnoreCase));
        yield return new("IpAddress", false, InBlock);
        yield return new("NotIpAddress", true, InBlock);
        foreach (var name in (string[])["ArnEquals", "ArnLike"]) yield return new(name, false, ArnLike);
        foreach (var name in (string[])["ArnNotEquals", "ArnNotLike"]) yield return new(name, true, ArnLike);
        foreach (var one in Ordered("Numeric", CompareNumbers).Concat(Ordered("Date", CompareDates))) yield return one;
    }

    private static IEnumerable<ConditionOperator> Ordered(string type, Func<string, string, int?> compare)
    {
        Func<string, PolicyText, RequestContext, bool> When(Func<int, bool> test) => (value, wanted, context) =>
            wanted.Literal(context) is { } literal && compare(value, literal) is { } order && test(order);
        yield return new(type + "Equals", false, When(order => order == 0));
        yield return new(type + "NotEquals", true, When(order => order == 0));
        yield return new(type + "LessThan", false, When(order => order < 0));
        yield return new(type + "LessThanEquals", false, When(order => order <= 0));
        yield return new(type + "GreaterThan", false, When(order => order > 0));
        yield return new(type + "GreaterThanEquals", false, When(order => order >= 0));
    }

    private static Func<string, PolicyText, RequestContext, bool> Same(StringComparison comparison) =>
        (value, wanted, context) => string.Equals(value, wanted.Literal(context), comparison);

    private static bool Like(string value, PolicyText wanted, RequestContext context) =>
        wanted.Pattern(context)?.IsMatch(value, StringComparison.Ordinal) == true;

    private static bool InBlock(string value, PolicyText wanted, RequestContext context) =>
        wanted.Literal(context) is { } block && AddressBlock.Contains(block, value);

    /// <summary>Each of the six parts of an ARN matches on its own; ArnEquals and ArnLike are the same.</summary>
    private static bool ArnLike(string value, PolicyText wanted, RequestContext context)
    {
        if (wanted.Text == "*") return true;
        var parts = value.Split(':', 6);
        var patterns = wanted.Text.Split(':', 6);
        if (parts.Length != 6 || patterns.Length != 6) return false;
        for (var i = 0; i < 6; i++)
        {
            var pattern = new PolicyText(patterns[i], PolicyDocument.CurrentVersion).Pattern(context);
            if (pattern?.IsMatch(parts[i], StringComparison.Ordinal) != true) return false;
        }

        return true;
    }

    private static int? CompareNumbers(string left, string right) =>
        PolicyValues.Number(left) is { } a && PolicyValues.Number(right) is { } b ? a.CompareTo(b) : null;

    private static int? CompareDates(string left, string right) =>
        PolicyValues.Date(left) is { } a && PolicyValues.Date(right) is { } b ? a.CompareTo(b) : null;
}
