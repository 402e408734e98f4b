using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>Types are closed unless something derives from them, and say why they exist.</summary>
public sealed class TypeTests
{
    [Fact]
    public void A_class_is_sealed()
    {
        var bases = Repository.Sources.SelectMany(source => source.All<BaseTypeSyntax>()).Select(BaseName).ToHashSet();
        var open = Repository.Product
            .SelectMany(source => source.All<TypeDeclarationSyntax>(), (source, type) => (source, type))
            .Where(pair => IsClass(pair.type))
            .GroupBy(pair => pair.type.Identifier.Text)
            .Where(parts => !parts.Any(part => IsClosed(part.type)) && !bases.Contains(parts.Key));
        Repository.AssertNone(open.Select(parts => $"{parts.First().source.At(parts.First().type)}: seal {parts.Key}"));
    }

    [Fact]
    public void A_type_says_why_it_exists()
    {
        var silent = Repository.Product.SelectMany(source => source.TopLevelTypes, (source, type) => (source, type))
            .GroupBy(pair => (Folder: Path.GetDirectoryName(pair.source.Path), Name: SourceFile.NameOf(pair.type)))
            .Where(parts => !parts.Any(part => IsDocumented(part.type)))
            .Select(parts => (At: parts.First().source.At(parts.First().type), parts.Key.Name));
        Repository.AssertNone(silent.Select(type => $"{type.At}: {type.Name} wants a `/// <summary>` that says why"));
    }

    [Fact]
    public void A_member_of_an_interface_says_what_it_promises() => Repository.AssertNone(
        from source in Repository.Product
        from type in source.All<InterfaceDeclarationSyntax>()
        where type.Members.Count > 1 || !IsDocumented(type)
        from member in type.Members
        where !IsDocumented(member)
        select $"{source.At(member)}: a member of {type.Identifier.Text} wants a `///`: what it promises");

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax || type.IsKind(SyntaxKind.RecordDeclaration);

    private static bool IsClosed(TypeDeclarationSyntax type) =>
        type.Modifiers.Any(modifier => modifier.Text is "sealed" or "static" or "abstract");

    private static string BaseName(BaseTypeSyntax type) => type.Type switch
    {
        SimpleNameSyntax name => name.Identifier.Text,
        QualifiedNameSyntax name => name.Right.Identifier.Text,
        _ => type.Type.ToString(),
    };

    private static bool IsDocumented(MemberDeclarationSyntax member) => member.GetLeadingTrivia().Any(trivia =>
        trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax);
}
