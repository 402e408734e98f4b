namespace Virga.Wire.Generator;

/// <summary>Writes the one line that reads or writes a member.</summary>
internal sealed class ValueWriter(Model model)
{
    private const string Output = "global::Virga.Wire.JsonOutput.";

    private readonly TypeNames types = new(model);

    public string QueryRead(Member member, string name)
    {
        var shape = model[member];
        if (shape.Type != "list")
            return shape.Type switch
            {
                "string" when IsCheckedEnum(shape) => $"n.Enum({name}, {types.OfEnum(shape)}.IsKnown)",
                "structure" => $"n.Structure<{types.Of(shape)}>({name})",
                _ => $"n.{Scalar(shape)}({name})",
            };
        var (node, list) = model.IsEc2
            ? ("n", name)
            : ($"n.Wrapper({name})", Names.Utf8(shape.Element!.LocationName ?? "member"));
        var element = model[shape.Element!];
        return element.Type switch
        {
            "structure" => $"{node}.Structures<{types.Of(element)}>({list})",
            "string" when IsCheckedEnum(element) => $"{node}.Enums({list}, {types.OfEnum(element)}.IsKnown)",
            "string" or "integer" or "long" => $"{node}.{Scalar(element)}s({list})",
            _ => throw Unexpected(shape),
        };
    }

    public string XmlWrite(Member member)
    {
        var shape = model[member];
        var name = Names.Utf8(member.WireName);
        if (shape.Type == "list")
        {
            var element = model[shape.Element!];
            var item = Names.Utf8(shape.Element!.LocationName ?? (string?)shape.Traits["locationName"] ?? "member");
            if (element.Type is not ("structure" or "string" or "integer"))
                throw Unexpected(shape);
            return $"w.{Scalar(element)}s({name}, {item}, {member.Property})";
        }
        if (shape.Type != "map")
            return $"w.{Scalar(shape)}({name}, {member.Property})";
        var value = model[shape.Value!];
        return value.Type is "string" or "integer"
            ? $"w.{Scalar(value)}Map({name}, {member.Property})"
            : throw Unexpected(shape);
    }

    public string JsonRead(Shape shape) => shape.Type switch
    {
        "structure" => $"r.Structure<{types.Of(shape)}>()",
        "list" => model[shape.Element!] switch
        {
            { Type: "string" } => "r.Strings()",
            { Type: "structure" } element => $"r.Structures<{types.Of(element)}>()",
            var element => $"r.List<{types.Of(element)}>({JsonReadElement(element)})",
        },
        "map" => $"r.Map<{types.Of(model[shape.Value!])}>({JsonReadElement(model[shape.Value!])})",
        _ => $"r.{Scalar(shape)}()",
    };

    public string JsonWrite(Member member)
    {
        var shape = model[member];
        var name = Names.Utf8(member.Name);
        return shape.Type switch
        {
            "list" => model[shape.Element!] switch
            {
                { Type: "string" or "structure" } element => $"w.{Scalar(element)}s({name}, {member.Property})",
                var element => $"w.List({name}, {member.Property}, {JsonWriteElement(element)})",
            },
            "map" => $"w.Map({name}, {member.Property}, {JsonWriteElement(model[shape.Value!])})",
            _ => $"w.{Scalar(shape)}({name}, {member.Property})",
        };
    }

    private string JsonReadElement(Shape shape) => $"static (ref global::Virga.Wire.JsonInput r) => {JsonRead(shape)}";

    private string JsonWriteElement(Shape shape) => shape.Type switch
    {
        "string" or "integer" or "structure" => $"static (w, v) => {Output}Write{Scalar(shape)}(w, v)",
        "list" => $"static (w, v) => {Output}WriteList(w, v, {JsonWriteElement(model[shape.Element!])})",
        "map" => $"static (w, v) => {Output}WriteMap(w, v, {JsonWriteElement(model[shape.Value!])})",
        _ => throw Unexpected(shape),
    };

    /// <summary>EC2 refuses a value it does not know at once; the other services word it as a constraint.</summary>
    private bool IsCheckedEnum(Shape shape) => model.IsEc2 && shape.IsEnum && !shape.IsOpen;

    private static string Scalar(Shape shape) => shape.Type switch
    {
        "float" => "Double",
        var type => Names.Pascal(type),
    };

    private static InvalidDataException Unexpected(Shape shape) =>
        new($"{shape.Name} ({shape.Type}) is used where the generator does not expect it.");
}
