using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>Nothing pretends: what is not there says so, no error disappears, and a test can fail.</summary>
public sealed class HonestyTests
{
    private const string Fidelity = "docs/fidelity.md";

    // In two parts, so that this file does not find itself.
    private static readonly string[] Marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "XX" + "X:"];

    [Fact]
    public void What_is_unfinished_stands_in_the_fidelity_page()
    {
        var page = Repository.ReadOrEmpty(Fidelity);
        Repository.AssertNone(
            from source in Repository.Sources
            where !page.Contains(Path.GetFileName(source.Path))
            from place in Unfinished(source)
            select $"{place}: finish it, or answer an error that names it and add the file's name to {Fidelity}");
    }

    [Fact]
    public void No_exception_is_swallowed() => Repository.AssertNone(
        from source in Repository.Sources
        from clause in source.All<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0 && (CatchesAll(clause) || !HasComment(clause.Block))
        select $"{source.At(clause)}: catch what you expect, and say in a comment why nothing is to be done");

    [Fact]
    public void A_test_asserts_something()
    {
        var methods = Repository.Sources.Where(source => source.Path.StartsWith("tests/"))
            .SelectMany(source => source.All<MethodDeclarationSyntax>(), (source, method) => (source, method)).ToList();
        var asserting = Asserting(methods.Select(pair => pair.method).ToList());
        Repository.AssertNone(
            from pair in methods
            where IsTest(pair.method) && !Asserts(pair.method, asserting)
            select $"{pair.source.At(pair.method)}: {pair.method.Identifier.Text} asserts nothing, so it can not fail");
    }

    [Fact]
    public void A_test_is_skipped_with_a_reason_that_is_found_at_run_time() => Repository.AssertNone(
        from source in Repository.Sources
        from attribute in source.All<AttributeSyntax>()
        where attribute.Name.ToString() is "Fact" or "Theory"
        from argument in attribute.ArgumentList?.Arguments ?? []
        where argument.NameEquals?.Name.Identifier.Text == "Skip"
        select $"{source.At(attribute)}: a test that is always off: mend or delete it; "
            + "where a tool is missing, Assert.Skip(\"reason\")");

    private static IEnumerable<string> Unfinished(SourceFile source) =>
        source.All<ObjectCreationExpressionSyntax>()
            .Where(node => node.Type.ToString().EndsWith("NotImplementedException"))
            .Select(node => source.At(node) + ": NotImplementedException")
            .Concat(source.Lines.Index().SelectMany(
                line => Marks.Where(mark => line.Item.Contains(mark)),
                (line, mark) => $"{source.Path}:{line.Index + 1}: {mark}"));

    private static bool CatchesAll(CatchClauseSyntax clause) =>
        clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception";

    private static bool HasComment(BlockSyntax block) => block.DescendantTrivia().Any(trivia =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "Property");

    /// <summary>
    /// Names of the methods that assert, themselves or through another one; a name may be counted too generously.
    /// </summary>
    private static HashSet<string> Asserting(List<MethodDeclarationSyntax> methods)
    {
        var found = new HashSet<string>();
        int before;
        do
        {
            before = found.Count;
            found.UnionWith(methods.Where(method => Asserts(method, found)).Select(method => method.Identifier.Text));
        }
        while (found.Count > before);
        return found;
    }

    private static bool Asserts(MethodDeclarationSyntax method, HashSet<string> asserting) =>
        method.DescendantNodes().OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.Text == "Assert" || asserting.Contains(name.Identifier.Text));
}
