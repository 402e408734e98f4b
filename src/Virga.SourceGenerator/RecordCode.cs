using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.SourceGenerator;

/// <summary>The two methods of a record or class: an object whose members are its properties by name.</summary>
internal static class RecordCode
{
    /// <summary>Null values are left out, unless the property would take another value when it is not there.</summary>
    public static string Write(JournaledTypes types, int number)
    {
        var type = types[number];
        var text = new StringBuilder("\n    private static void ");
        text.Append($"Write{number}(System.Text.Json.Utf8JsonWriter writer, ");
        text.Append($"{JournaledTypes.Name(type)} value)\n    {{\n        writer.WriteStartObject();\n");
        foreach (var property in Properties(type))
        {
            var value = "value." + property.Name;
            var name = $"writer.WritePropertyName(\"{property.Name}\"u8);";
            var write = types.WriteCode(property.Type, value);
            if (!JournaledTypes.IsNullable(property.Type)) text.Append($"        {name} {write}\n");
            else if (HasInitializer(property))
                text.Append($"        {name} if ({value} is null) writer.WriteNullValue(); else {write}\n");
            else text.Append($"        if ({value} is not null) {{ {name} {write} }}\n");
        }

        return text.Append("        writer.WriteEndObject();\n    }\n").ToString();
    }

    /// <summary>
    /// Properties that are not there keep what the type itself gives them; unknown ones are passed over.
    /// </summary>
    public static string Read(JournaledTypes types, int number)
    {
        var type = types[number];
        var name = JournaledTypes.Name(type);
        var properties = Properties(type);
        var text = new StringBuilder($"\n    private static {name} ");
        text.Append($"Read{number}(ref System.Text.Json.Utf8JsonReader reader)\n    {{\n");
        foreach (var property in properties)
        {
            text.Append($"        {Declared(property.Type)} _{property.Name} = default!;");
            text.Append(HasInitializer(property) ? $" var has{property.Name} = false;\n" : "\n");
        }

        text.Append("        while (RowFormat.NextProperty(ref reader))\n        {\n");
        var word = "if";
        foreach (var property in properties)
        {
            text.Append($"            {word} (reader.ValueTextEquals(\"{property.Name}\"u8))\n            {{\n");
            text.Append("                reader.Read();\n                if (RowFormat.IsThere(ref reader)) ");
            text.Append($"_{property.Name} = {types.ReadCode(property.Type)};\n");
            if (HasInitializer(property)) text.Append($"                has{property.Name} = true;\n");
            text.Append("            }\n");
            word = "else if";
        }

        text.Append(properties.Count > 0 ? "            else " : "            ");
        text.Append("reader.Skip();\n        }\n\n");
        return text.Append(Construct(type, name, properties)).Append("    }\n").ToString();
    }

    private static string Construct(INamedTypeSymbol type, string name, List<IPropertySymbol> properties)
    {
        var parameters = PrimaryConstructor(type)?.Parameters.Select(parameter => parameter.Name).ToList() ?? [];
        var settable = properties.Where(property => !parameters.Contains(property.Name)).ToList();
        var always = settable.Where(property => !HasInitializer(property) || property.IsRequired)
            .Select(property => $"{property.Name} = _{property.Name}").ToList();
        var sometimes = settable.Where(property => HasInitializer(property) && !property.IsRequired).ToList();
        var arguments = string.Join(", ", parameters.Select(parameter => "_" + parameter));
        var text = new StringBuilder($"        var made = new {name}({arguments})");
        text.Append(always.Count > 0 ? $" {{ {string.Join(", ", always)} }};\n" : ";\n");
        if (sometimes.Count == 0) return text.Append("        return made;\n").ToString();
        var kept = sometimes.Select(property =>
            $"{property.Name} = has{property.Name} ? _{property.Name} : made.{property.Name}");
        return text.Append($"        return made with {{ {string.Join(", ", kept)} }};\n").ToString();
    }

    /// <summary>What can be read and set from outside, the base types' first.</summary>
    private static List<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            chain.Push(current);
        var parameters = PrimaryConstructor(type)?.Parameters.Select(parameter => parameter.Name).ToList() ?? [];
        return [.. chain.SelectMany(level => level.GetMembers().OfType<IPropertySymbol>())
            .Where(property => !property.IsStatic && !property.IsIndexer && property.Name != "EqualityContract"
                && (parameters.Contains(property.Name) || property.SetMethod is not null)
                && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute"))
            .GroupBy(property => property.Name).Select(same => same.Last())];
    }

    /// <summary>The constructor of a record's parameters; none of a class of the wire.</summary>
    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => constructor.Parameters.Length > 0
            && !(constructor.Parameters.Length == 1
                && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type)))
        .FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences
            .Any(reference => reference.GetSyntax() is RecordDeclarationSyntax));

    private static bool HasInitializer(IPropertySymbol property) => property.DeclaringSyntaxReferences
        .Any(reference => reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null });

    private static string Declared(ITypeSymbol type) => JournaledTypes.Name(type) + (type.IsReferenceType ? "?" : "");
}
