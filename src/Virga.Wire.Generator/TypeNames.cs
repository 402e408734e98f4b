namespace Virga.Wire.Generator;

/// <summary>The C# type of a shape, fully qualified: six EC2 requests have a list named like its element.</summary>
internal sealed class TypeNames(Model model)
{
    /// <summary>The class of the constants of an enumeration; its values are strings.</summary>
    public string OfEnum(Shape shape) => $"global::{model.Namespace}.{shape.ClassName}";

    public string Of(Shape shape) => shape.Type switch
    {
        "structure" => $"global::{model.Namespace}.{shape.ClassName}",
        "list" => $"global::System.Collections.Generic.List<{Of(model[shape.Element!])}>",
        "map" => $"global::System.Collections.Generic.Dictionary<string, {Of(model[shape.Value!])}>",
        "string" => "string",
        "integer" => "int",
        "long" => "long",
        "double" or "float" => "double",
        "boolean" => "bool",
        "timestamp" => "global::System.DateTimeOffset",
        "blob" => "byte[]",
        _ => throw new InvalidDataException($"{shape.Name} is a {shape.Type}, which nothing can write yet."),
    };
}
