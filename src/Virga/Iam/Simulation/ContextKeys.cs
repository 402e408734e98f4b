using Virga.Iam.Evaluation;

namespace Virga.Iam.Simulation;

/// <summary>The condition keys that policies ask for, in conditions and in variables.</summary>
internal static class ContextKeys
{
    public static IEnumerable<string> Of(IEnumerable<PolicyDocument> documents) => documents
        .SelectMany(document => document.Statements)
        .SelectMany(statement => statement.Conditions.Select(condition => condition.Key)
            .Concat((statement.Resources?.Items ?? []).SelectMany(Variables))
            .Concat(statement.Conditions.SelectMany(condition => condition.Values).SelectMany(Variables)))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Variables(PolicyText text)
    {
        var rest = text.Text;
        while (rest.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start
            && rest.IndexOf('}', start) is >= 0 and var end)
        {
            var name = rest[(start + 2)..end].Split(',')[0].Trim();
            if (name is not ("*" or "?" or "$")) yield return name;
            rest = rest[(end + 1)..];
        }
    }
}
