using System.Text;

namespace Virga.Iam.Evaluation;

/// <summary>
/// A string of a policy that may hold variables: <c>${aws:username}</c>, with a default <c>${key, 'text'}</c>, or the
/// literal characters <c>${*}</c>, <c>${?}</c>, <c>${$}</c>. Source: IAM User Guide, "IAM policy elements: variables
/// and
/// tags". Policies of version 2008-10-17 have no variables.
/// </summary>
internal sealed class PolicyText
{
    private readonly string text;
    private readonly bool hasVariables;
    private readonly PolicyPattern? plain;

    public PolicyText(string text, string version)
    {
        this.text = text;
        hasVariables = version == PolicyDocument.CurrentVersion && text.Contains("${", StringComparison.Ordinal);
        if (!hasVariables) plain = PolicyPattern.Parse(text);
    }

    /// <summary>As the policy has it.</summary>
    public string Text => text;

    /// <summary>The pattern for this request; null when a variable has no value, which matches nothing.</summary>
    public PolicyPattern? Pattern(RequestContext context)
    {
        if (plain is not null) return plain;
        return Expand(context, PolicyPattern.AnyRun, PolicyPattern.AnyOne) is { } marked
            ? PolicyPattern.FromMarked(marked)
            : null;
    }

    /// <summary>The literal value for this request; null when a variable has no value.</summary>
    public string? Literal(RequestContext context) => hasVariables ? Expand(context, '*', '?') : text;

    private string? Expand(RequestContext context, char anyRun, char anyOne)
    {
        var result = new StringBuilder(text.Length + 32);
        var rest = text.AsSpan();
        while (true)
        {
            var start = rest.IndexOf("${");
            var end = start < 0 ? -1 : rest[start..].IndexOf('}');
            AppendMarked(result, end < 0 ? rest : rest[..start], anyRun, anyOne);
            if (end < 0) return result.ToString();
            if (Value(rest.Slice(start + 2, end - 2), context) is not { } value) return null;
            result.Append(value);
            rest = rest[(start + end + 1)..];
        }
    }

    private static void AppendMarked(StringBuilder result, ReadOnlySpan<char> plain, char anyRun, char anyOne)
    {
        foreach (var c in plain) result.Append(c switch { '*' => anyRun, '?' => anyOne, _ => c });
    }

    private static string? Value(ReadOnlySpan<char> variable, RequestContext context)
    {
        if (variable is "*" or "?" or "$") return variable.ToString();
        var comma = variable.IndexOf(',');
        var name = (comma < 0 ? variable : variable[..comma]).Trim();
        if (context.Find(name.ToString()) is [var value]) return value;
        return comma < 0 ? null : variable[(comma + 1)..].Trim().Trim('\'').ToString();
    }
}
