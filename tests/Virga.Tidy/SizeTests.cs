using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>A file, a line and a method are short enough to be read in one go (style: CONTRIBUTING.md).</summary>
public sealed class SizeTests
{
    private const int FileLines = 400;
    private const int LineCharacters = 120;
    private const int MethodLines = 70;

    [Fact]
    public void A_file_has_at_most_400_lines() => Repository.AssertNone(
        from source in Repository.Sources
        where source.Lines.Count > FileLines + 1
        select $"{source.Path}: {source.Lines.Count - 1} lines, {FileLines} at most: split it by subject");

    [Fact]
    public void A_line_has_at_most_120_characters() => Repository.AssertNone(
        from source in Repository.Sources
        from line in source.Lines.Index()
        where line.Item.TrimEnd('\r').Length > LineCharacters
        let length = line.Item.Length
        select $"{source.Path}:{line.Index + 1}: {length} characters, {LineCharacters} at most: break the line");

    [Fact]
    public void A_method_has_at_most_70_lines() => Repository.AssertNone(
        from source in Repository.Sources
        from node in source.All<SyntaxNode>()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let lines = SourceFile.LineCount(node)
        where lines > MethodLines
        select $"{source.At(node)}: a method of {lines} lines, {MethodLines} at most: make each step a method");
}
