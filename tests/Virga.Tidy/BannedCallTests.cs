using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>
/// The product takes time, ids and randomness from where a test can set them, and never blocks a thread. The analyzer
/// enforces eng/BannedSymbols.txt with full knowledge of types; these tests keep it switched on, and look over code
/// that it does not see.
/// </summary>
public sealed class BannedCallTests
{
    private const string List = "eng/BannedSymbols.txt";

    // Tools that run at build time; the wire project has no package but is looked over by the tests below.
    private static readonly string[] WithoutAnalyzer = ["Virga.Wire", "Virga.Wire.Generator", "Virga.SourceGenerator"];

    [Fact]
    public void The_analyzer_of_banned_calls_is_on_in_every_project_of_the_product() => Repository.AssertNone(
        from path in Repository.Files
        where path.StartsWith("src/") && path.EndsWith(".csproj")
        where !WithoutAnalyzer.Contains(Path.GetFileNameWithoutExtension(path))
        where !Repository.Read(path).Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers")
        select $"{path}: reference the package Microsoft.CodeAnalysis.BannedApiAnalyzers as its neighbours do");

    [Fact]
    public void The_list_of_banned_calls_names_clocks_randomness_and_blocking()
    {
        var list = Repository.Read(List);
        string[] wanted = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Random.Shared",
            "Task`1.Result", "Task.Wait", "Thread.Sleep"];
        Repository.AssertNone(
            wanted.Where(call => !list.Contains(call)).Select(call => $"{List}: {call} is gone: put it back"));
    }

    [Fact]
    public void No_banned_call_is_written() => Repository.AssertNone(
        from source in Repository.Product
        from access in source.All<MemberAccessExpressionSyntax>()
        let call = $"{LastName(access.Expression)}.{access.Name.Identifier.Text}"
        where call is "DateTime.Now" or "DateTime.UtcNow" or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow"
            or "Guid.NewGuid" or "Random.Shared" or "Thread.Sleep" or "Environment.TickCount"
        select $"{source.At(access)}: {call}: {List} says what to use instead");

    [Fact]
    public void The_analyzer_is_not_silenced() => Repository.AssertNone(
        from source in Repository.Product
        from line in source.Lines.Index()
        where line.Item.Contains("RS0030") && !line.Item.Contains("//")
        select $"{source.Path}:{line.Index + 1}: say behind it, as a comment, why the ban does not apply here");

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };
}
