namespace Virga.Wire.Generator;

/// <summary>
/// Writes how an input checks the constraints of the model (not for EC2, which has no common wording).
/// </summary>
internal sealed class CheckWriter(Model model)
{
    private readonly Dictionary<string, bool> known = [];

    /// <summary>Whether there is anything to check here or below.</summary>
    public bool Has(Shape shape)
    {
        if (model.IsEc2)
            return false;
        if (known.TryGetValue(shape.Name, out var has))
            return has;
        known[shape.Name] = false;
        return known[shape.Name] = shape.Members.Any(member => Lines(member).Any());
    }

    public void Write(Shape shape, Code code)
    {
        code.Line();
        code.Open("void global::Virga.Wire.IConstrained.Check(global::Virga.Wire.Constraints c)");
        foreach (var line in shape.Members.SelectMany(Lines))
            code.Line(line + ";");
        code.Close();
    }

    private IEnumerable<string> Lines(Member member)
    {
        var shape = model[member];
        var name = $"\"{Names.Camel(member.Name)}\"";
        if (member.IsRequired)
            yield return $"c.Required({name}, {member.Property} is null)";
        if (RuleWriter.Has(shape))
            yield return Own(name, member.Property, shape);
        if (shape.IsStructure && Has(shape))
            yield return $"c.Structure({name}, {member.Property})";
        if (shape.Element is { } element && model[element] is var item)
        {
            if (item.IsStructure && Has(item))
                yield return $"c.Structures({name}, {member.Property})";
            if (item.Type == "string" && RuleWriter.Has(item))
                yield return $"c.Elements({name}, {member.Property}, {Rule(item)})";
        }
        if (shape.Type != "map")
            yield break;
        if (RuleWriter.Has(model[shape.Key!]))
            yield return $"c.Keys({name}, {member.Property}, {Rule(model[shape.Key!])})";
        if (model[shape.Value!] is { Type: "string" } value && RuleWriter.Has(value))
            yield return $"c.Values({name}, {member.Property}, {Rule(value)})";
        if (model[shape.Value!] is { IsStructure: true } structure && Has(structure))
            yield return $"c.Structures({name}, {member.Property})";
    }

    private string Own(string name, string property, Shape shape) => shape.Type switch
    {
        "string" => $"c.Text({name}, {property}, {Rule(shape)})",
        "list" or "map" => $"c.Count({name}, {property}?.Count, {Rule(shape)})",
        "blob" => $"c.Count({name}, {property}?.Length, {Rule(shape)})",
        _ => $"c.Number({name}, {property}, {Rule(shape)})",
    };

    private string Rule(Shape shape) =>
        $"global::{model.Namespace}.{Names.Pascal(model.Service)}Rules.{shape.ClassName}";
}
