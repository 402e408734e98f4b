using System.Linq;
using Microsoft.CodeAnalysis;

namespace Virga.SourceGenerator;

/// <summary>Enumerations stand in the journal by name, so that their order may change.</summary>
internal static class EnumCode
{
    public static string Read(INamedTypeSymbol type)
    {
        var name = JournaledTypes.Name(type);
        var arms = string.Concat(Members(type).Select(member => $"\"{member}\" => {name}.{member}, "));
        return $"reader.GetString() switch {{ {arms}_ => throw RowFormat.Unknown(ref reader) }}";
    }

    public static string Write(INamedTypeSymbol type, string value)
    {
        var name = JournaledTypes.Name(type);
        var arms = string.Concat(Members(type).Select(member => $"{name}.{member} => \"{member}\", "));
        return $"{value} switch {{ {arms}_ => throw new System.InvalidOperationException() }}";
    }

    private static string[] Members(INamedTypeSymbol type) =>
    [
        .. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => field.Name),
    ];
}
