namespace Virga.Wire.Generator;

/// <summary>Writes the values of an enumeration as constants. The members that hold them are strings.</summary>
internal static class EnumWriter
{
    public static string Write(Shape shape)
    {
        var code = new Code();
        code.Line($"/// <summary>Values of {shape.Name}.</summary>");
        code.Open($"public static class {shape.ClassName}");
        var names = Constants(shape);
        foreach (var (name, value) in names)
            code.Line($"public const string {name} = {Names.Literal(value)};");
        code.Line();
        code.Line("/// <summary>Whether the model lists the value.</summary>");
        // Literals, not names: `value is Volume` would mean the type of that name.
        var values = string.Join(" or ", shape.Values.Select(Names.Literal));
        code.Line($"public static bool IsKnown(string value) => value is {values};");
        return code.Close().ToString();
    }

    private static List<(string Name, string Value)> Constants(Shape shape)
    {
        var taken = new HashSet<string>
        {
            shape.ClassName, "IsKnown", "Equals", "ToString", "GetHashCode", "GetType", "ReferenceEquals",
        };
        var names = new List<(string, string)>();
        foreach (var value in shape.Values)
        {
            var name = Names.Constant(value);
            while (!taken.Add(name))
                name += "_";
            names.Add((name, value));
        }
        return names;
    }
}
