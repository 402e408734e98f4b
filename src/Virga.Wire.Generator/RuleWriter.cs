using System.Text.Json.Nodes;

namespace Virga.Wire.Generator;

/// <summary>Writes the constraints of shapes, for the services whose inputs are checked by the model.</summary>
internal sealed class RuleWriter(Model model)
{
    public string? Write()
    {
        if (model.IsEc2)
            return null;
        var code = new Code();
        code.Line("/// <summary>What the model asks of values, by shape.</summary>");
        code.Open($"internal static class {Names.Pascal(model.Service)}Rules");
        foreach (var shape in model.Used.Where(shape => model.Inputs.Contains(shape.Name) && Has(shape)))
            code.Line($"public static readonly global::Virga.Wire.Rule {shape.ClassName} = "
                + $"new() {{ {string.Join(", ", Parts(shape))} }};");
        return code.Close().ToString();
    }

    /// <summary>Whether there is anything to check about the value itself.</summary>
    public static bool Has(Shape shape) =>
        Least(shape) is not null || Number(shape, "max") is not null || shape.Traits["pattern"] is not null
        || (shape.IsEnum && !shape.IsOpen);

    private IEnumerable<string> Parts(Shape shape)
    {
        if (Least(shape) is { } min)
            yield return $"Min = {min}";
        if (Number(shape, "max") is { } max)
            yield return $"Max = {max}";
        if ((string?)shape.Traits["pattern"] is { } pattern)
        {
            yield return $"Pattern = {Names.Literal(pattern)}";
            if (NetPattern.Of(pattern) is var translated && translated != pattern)
                yield return $"NetPattern = {Names.Literal(translated)}";
        }
        if (shape.IsEnum && !shape.IsOpen)
            yield return $"IsKnown = global::{model.Namespace}.{shape.ClassName}.IsKnown, "
                + $"Values = {Names.Literal(string.Join(", ", shape.Values))}";
        if (shape.IsSensitive)
            yield return "IsSensitive = true";
    }

    /// <summary>A least length of 0 says nothing; a least number of 0 does.</summary>
    private static string? Least(Shape shape) =>
        Number(shape, "min") is { } min && (min != "0" || shape.Type is "integer" or "long" or "double" or "float")
            ? min
            : null;

    /// <summary>A trait that is a number, as written.</summary>
    public static string? Number(Shape shape, string trait) => (shape.Traits[trait] as JsonValue)?.ToJsonString();
}
