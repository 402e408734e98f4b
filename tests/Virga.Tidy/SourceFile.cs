using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>A C# file written by hand: its path from the root, its text and its syntax.</summary>
internal sealed record SourceFile(string Path, string Text, SyntaxTree Tree)
{
    public CompilationUnitSyntax Unit { get; } = (CompilationUnitSyntax)Tree.GetRoot();

    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    /// <summary>Types and delegates that stand in the file directly, not inside another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Unit.DescendantNodes(node => node is not BaseTypeDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public IEnumerable<T> All<T>() where T : SyntaxNode => Unit.DescendantNodes().OfType<T>();

    /// <summary>Where a node stands, as editors understand it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public static int LineCount(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => "",
    };
}
