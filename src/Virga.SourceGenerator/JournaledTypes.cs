using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.SourceGenerator;

/// <summary>
/// The records and classes that rows are made of, each with the number of its two methods; and the code of a value of
/// any type that may stand in them.
/// </summary>
internal sealed class JournaledTypes
{
    private static readonly Dictionary<string, (string Read, string Write)> Scalars = new()
    {
        ["string"] = ("reader.GetString()!", "writer.WriteStringValue({0})"),
        ["bool"] = ("reader.GetBoolean()", "writer.WriteBooleanValue({0})"),
        ["byte"] = ("reader.GetByte()", "writer.WriteNumberValue({0})"),
        ["short"] = ("reader.GetInt16()", "writer.WriteNumberValue({0})"),
        ["ushort"] = ("reader.GetUInt16()", "writer.WriteNumberValue({0})"),
        ["int"] = ("reader.GetInt32()", "writer.WriteNumberValue({0})"),
        ["uint"] = ("reader.GetUInt32()", "writer.WriteNumberValue({0})"),
        ["long"] = ("reader.GetInt64()", "writer.WriteNumberValue({0})"),
        ["ulong"] = ("reader.GetUInt64()", "writer.WriteNumberValue({0})"),
        ["float"] = ("reader.GetSingle()", "writer.WriteNumberValue({0})"),
        ["double"] = ("reader.GetDouble()", "writer.WriteNumberValue({0})"),
        ["decimal"] = ("reader.GetDecimal()", "writer.WriteNumberValue({0})"),
        ["byte[]"] = ("reader.GetBytesFromBase64()", "writer.WriteBase64StringValue({0})"),
        ["System.DateTime"] = ("reader.GetDateTime()", "writer.WriteStringValue({0})"),
        ["System.DateTimeOffset"] = ("reader.GetDateTimeOffset()", "writer.WriteStringValue({0})"),
        ["System.Guid"] = ("reader.GetGuid()", "writer.WriteStringValue({0})"),
        ["System.TimeSpan"] = ("new System.TimeSpan(reader.GetInt64())", "writer.WriteNumberValue({0}.Ticks)"),
    };

    private static readonly string[] Lists =
        ["List", "IReadOnlyList", "IReadOnlyCollection", "IEnumerable", "IList", "ICollection", "ImmutableArray",
         "ImmutableList", "ValueList", "ISet", "IReadOnlySet", "HashSet", "ImmutableHashSet", "ImmutableSortedSet"];

    private static readonly string[] Maps =
        ["Dictionary", "IReadOnlyDictionary", "IDictionary", "ImmutableDictionary", "ImmutableSortedDictionary",
         "SortedDictionary"];

    private readonly List<INamedTypeSymbol> types = [];
    private readonly Dictionary<ISymbol, int> numbers = new(SymbolEqualityComparer.Default);

    public int Count => types.Count;

    /// <summary>The type whose methods are being written; it is named when something in it is unknown.</summary>
    public INamedTypeSymbol Current { get; set; } = null!;

    /// <summary>What cannot be written, with the type that holds it.</summary>
    public List<(ISymbol Holder, ITypeSymbol Held)> Unknown { get; } = [];

    public INamedTypeSymbol this[int number] => types[number];

    public static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The number of a record or class; a new one is put on the list of what is to be written.</summary>
    public int Number(INamedTypeSymbol type)
    {
        type = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (numbers.TryGetValue(type, out var number)) return number;
        numbers[type] = types.Count;
        types.Add(type);
        return types.Count - 1;
    }

    /// <summary>An expression that reads a value; the reader stands on it, and not on a null.</summary>
    public string ReadCode(ITypeSymbol type)
    {
        if (Underlying(type) is { } inner) return ReadCode(inner);
        if (Scalars.TryGetValue(ScalarName(type), out var scalar)) return scalar.Read;
        if (type.TypeKind == TypeKind.Enum) return EnumCode.Read((INamedTypeSymbol)type);
        if (Element(type) is { } element)
            return $"{Maker(type, element)}(RowFormat.ReadList<{Nullable(element)}>(ref reader, "
                + $"static (ref System.Text.Json.Utf8JsonReader reader) => {OrNull(element)}))";
        if (MapValue(type) is { } value)
            return $"{MapMaker(type, value)}(RowFormat.ReadMap<{Nullable(value)}>(ref reader, "
                + $"static (ref System.Text.Json.Utf8JsonReader reader) => {OrNull(value)}))";
        return IsRecord(type) ? $"Read{Number((INamedTypeSymbol)type)}(ref reader)" : Refuse(type);
    }

    /// <summary>A statement that writes a value which is not null.</summary>
    public string WriteCode(ITypeSymbol type, string value)
    {
        if (Underlying(type) is { } inner) return WriteCode(inner, value + ".Value");
        if (Scalars.TryGetValue(ScalarName(type), out var scalar)) return string.Format(scalar.Write, value) + ";";
        if (type.TypeKind == TypeKind.Enum)
            return $"writer.WriteStringValue({EnumCode.Write((INamedTypeSymbol)type, value)});";
        if (Element(type) is { } element)
        {
            var item = value.Contains("item") ? "inner" : "item";
            return $"{{ writer.WriteStartArray(); foreach (var {item} in {value}) "
                + $"{{ {WriteOrNull(element, item)} }} writer.WriteEndArray(); }}";
        }

        if (MapValue(type) is { } held)
            return $"{{ writer.WriteStartObject(); foreach (var pair in {value}) {{ "
                + $"writer.WritePropertyName(pair.Key); {WriteOrNull(held, "pair.Value")} }} "
                + "writer.WriteEndObject(); }";
        return IsRecord(type) ? $"Write{Number((INamedTypeSymbol)type)}(writer, {value});" : Refuse(type) + ";";
    }

    /// <summary>Whether the value may be null, by its type as declared.</summary>
    public static bool IsNullable(ITypeSymbol type) =>
        Underlying(type) is not null
        || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    private string WriteOrNull(ITypeSymbol type, string value) => IsNullable(type)
        ? $"if ({value} is null) writer.WriteNullValue(); else {WriteCode(type, value)}"
        : WriteCode(type, value);

    private string OrNull(ITypeSymbol type) => IsNullable(type)
        ? $"reader.TokenType == System.Text.Json.JsonTokenType.Null ? null : {ReadCode(type)}"
        : ReadCode(type);

    private static string Nullable(ITypeSymbol type) =>
        IsNullable(type) && type.IsReferenceType ? Name(type) + "?" : Name(type);

    private static string Maker(ITypeSymbol type, ITypeSymbol element)
    {
        var immutable = "System.Collections.Immutable.";
        return type is IArrayTypeSymbol ? "RowFormat.ToArray" : type.Name switch
        {
            "ImmutableArray" or "ImmutableList" or "ImmutableHashSet" or "ImmutableSortedSet" =>
                $"{immutable}{type.Name}.CreateRange<{Nullable(element)}>",
            "ValueList" => "Virga.Network.ValueList.ToValueList",
            "ISet" or "IReadOnlySet" or "HashSet" => $"new System.Collections.Generic.HashSet<{Nullable(element)}>",
            _ => "",
        };
    }

    private static string MapMaker(ITypeSymbol type, ITypeSymbol value) => type.Name switch
    {
        "ImmutableDictionary" or "ImmutableSortedDictionary" =>
            $"System.Collections.Immutable.{type.Name}.CreateRange<string, {Nullable(value)}>",
        "SortedDictionary" => "RowFormat.ToSorted",
        _ => "",
    };

    private static ITypeSymbol? Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : null;

    private static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named when Lists.Contains(named.Name) => named.TypeArguments[0],
        _ => null,
    };

    private static ITypeSymbol? MapValue(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 2 } named && Maps.Contains(named.Name)
            && named.TypeArguments[0].SpecialType == SpecialType.System_String
            ? named.TypeArguments[1]
            : null;

    private static string ScalarName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString();

    private static bool IsRecord(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } named
        && (named.IsRecord || named.ContainingNamespace.ToDisplayString().StartsWith("Virga.Wire"));

    private string Refuse(ITypeSymbol type)
    {
        Unknown.Add((Current, type));
        return "default!";
    }
}
