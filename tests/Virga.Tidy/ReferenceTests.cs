using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>
/// Who may know whom: protocols know nothing, the emulator knows protocols, backends know the emulator, the program
/// all.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Virga.Wire"] = [],
        ["Virga.Wire.Generator"] = [],
        ["Virga.SourceGenerator"] = [],
        ["Virga"] = ["Virga.Wire", "Virga.SourceGenerator"],
        ["Virga.Docker"] = ["Virga"],
        ["Virga.Libvirt"] = ["Virga"],
        ["Virga.Fabric"] = ["Virga"],
        ["Virga.Server"] = ["Virga.Wire", "Virga", "Virga.Docker", "Virga.Libvirt", "Virga.Fabric"],
    };

    // An operation is a pure function: these belong to what carries it out or carries its answer.
    private static readonly HashSet<string> Impure = ["File", "Directory", "Process", "HttpClient", "Socket",
        "Task", "Stopwatch", "TimeProvider", "XmlWriter", "XmlReader", "Environment", "Console", "Monitor"];

    [Fact]
    public void A_project_references_only_what_it_may_know() => Repository.AssertNone(
        from path in Repository.Files
        where path.StartsWith("src/") && path.EndsWith(".csproj")
        let name = Path.GetFileNameWithoutExtension(path)
        from reference in References(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
        where !Allowed.TryGetValue(name, out var allowed) || !allowed.Contains(reference)
        select $"{path}: {name} may not know {reference}: docs/architecture.md says who may know whom");

    [Fact]
    public void Protocols_know_no_web_server_and_no_package() => Repository.AssertNone(
        from reference in References("src/Virga.Wire/Virga.Wire.csproj", "FrameworkReference")
            .Concat(References("src/Virga.Wire/Virga.Wire.csproj", "PackageReference"))
        where reference != "Microsoft.CodeAnalysis.BannedApiAnalyzers"
        select $"src/Virga.Wire: {reference}: protocols depend on nothing");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Virga.slnx");
        Repository.AssertNone(
            from path in Repository.Files
            where path.EndsWith(".csproj") && !solution.Contains($"\"{path}\"")
            select $"{path}: add it to Virga.slnx");
    }

    [Fact]
    public void An_operation_is_a_pure_function() => Repository.AssertNone(
        from operation in Ledger.Implemented()
        where !operation.IsExchange
        from name in operation.Source.All<IdentifierNameSyntax>()
        where Impure.Contains(name.Identifier.Text)
        where name.Parent is MemberAccessExpressionSyntax access && access.Expression == name
        select $"{operation.Source.At(name)}: {name.Identifier.Text}: an operation returns a change, no more");

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(Repository.Full(project)).Descendants(element)
            .Select(node => node.Attribute("Include")?.Value ?? "");
}
