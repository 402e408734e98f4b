using System.Collections.Immutable;
using System.Text.Json;

namespace Virga.Iam.Evaluation;

/// <summary>Reads condition blocks: <c>{"ForAnyValue:StringLikeIfExists": {"key": ["value"]}}</c>.</summary>
internal static class ConditionReader
{
    private const string IfExists = "IfExists";

    public static ImmutableArray<PolicyCondition> Read(JsonElement json, string version)
    {
        if (json.ValueKind != JsonValueKind.Object) throw MalformedPolicyException.Syntax();
        var all = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var block in json.EnumerateObject())
        {
            if (block.Value.ValueKind != JsonValueKind.Object) throw MalformedPolicyException.Syntax();
            var name = ReadQuantifier(block.Name, out var quantifier);
            var isIfExists = name.EndsWith(IfExists, StringComparison.Ordinal);
            if (isIfExists) name = name[..^IfExists.Length];
            var found = ConditionOperator.Find(name);
            foreach (var key in block.Value.EnumerateObject())
            {
                var operation = found ?? throw MalformedPolicyException.Syntax();
                var values = Values(key.Value).Select(text => new PolicyText(text, version)).ToImmutableArray();
                CheckDates(operation, values);
                all.Add(new(quantifier, operation, isIfExists, key.Name, values));
            }
        }

        return all.ToImmutable();
    }

    private static string ReadQuantifier(string name, out SetQuantifier quantifier)
    {
        const string forAll = "ForAllValues:";
        const string forAny = "ForAnyValue:";
        if (name.StartsWith(forAll, StringComparison.Ordinal))
        {
            quantifier = SetQuantifier.All;
            return name[forAll.Length..];
        }

        quantifier = name.StartsWith(forAny, StringComparison.Ordinal) ? SetQuantifier.Any : SetQuantifier.One;
        return quantifier == SetQuantifier.Any ? name[forAny.Length..] : name;
    }

    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(
            one => one.ValueKind == JsonValueKind.Array ? throw MalformedPolicyException.Syntax() : Values(one)),
        _ => PolicyReader.Texts(value),
    };

    private static void CheckDates(ConditionOperator operation, ImmutableArray<PolicyText> values)
    {
        if (!operation.Name.StartsWith("Date", StringComparison.Ordinal)) return;
        foreach (var value in values)
            if (!value.Text.Contains("${", StringComparison.Ordinal) && PolicyValues.Date(value.Text) is null)
                throw new MalformedPolicyException("The policy failed legacy parsing");
    }
}
