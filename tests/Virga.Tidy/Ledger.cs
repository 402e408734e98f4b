using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>
/// The operations of AWS's API that Virga does not implement, a line each as <c>service:Operation</c>: those of the
/// models without those for which a class of the operation's name implements a query or a mutation under the service's
/// folder.
/// </summary>
internal static class Ledger
{
    public const string Path = "docs/missing-operations.txt";

    // The ceiling moves in steps, so that two changes that each add an operation seldom touch the same line.
    private const int CeilingStep = 25;
    private const string CeilingMark = "# at most: ";
    private static readonly string[] Contracts = ["Query", "Mutation", "Exchange"];

    /// <summary>The lines that the ledger should have.</summary>
    public static IReadOnlyList<string> Expected()
    {
        var implemented = Implemented().Select(operation => operation.Line).ToHashSet();
        return Modelled().Where(line => !implemented.Contains(line)).Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>The lines that the ledger has.</summary>
    public static IReadOnlyList<string> Committed() => Repository.ReadOrEmpty(Path).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').ToList();

    /// <summary>How many operations may be missing at most; without a ledger, any number.</summary>
    public static int Ceiling() => Repository.ReadOrEmpty(Path).Split('\n')
        .Where(line => line.StartsWith(CeilingMark))
        .Select(line => int.Parse(line[CeilingMark.Length..])).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Every class that is an operation; an exchange is one that may reach outside the World.</summary>
    public static IEnumerable<(string Line, bool IsExchange, SourceFile Source)> Implemented()
    {
        // ec2-instance-connect is the folder Ec2InstanceConnect.
        var modelled = Modelled().ToDictionary(line => line.Replace("-", "", StringComparison.Ordinal));
        return from source in Repository.Sources
               let parts = source.Path.Split('/')
               where parts is ["src", "Virga", _, _, ..]
               from type in source.All<ClassDeclarationSyntax>()
               let contract = type.BaseList?.Types.Select(ContractName).FirstOrDefault(name => name is not null)
               where contract is not null
               let line = modelled.GetValueOrDefault($"{parts[2].ToLowerInvariant()}:{type.Identifier.Text}")
               where line is not null
               select (line!, contract!.EndsWith("Exchange"), source);
    }

    /// <summary>Writes the ledger anew; the ceiling only ever falls.</summary>
    public static void Write()
    {
        var lines = Expected();
        var ceiling = Math.Min(Ceiling(), (lines.Count + CeilingStep - 1) / CeilingStep * CeilingStep);
        string[] head =
        [
            "# Operations of AWS's API that Virga parses but does not implement; it answers an error that names them.",
            "# Written by `./virga gen` and checked by tests/Virga.Tidy. It may only shrink;",
            "# a new model is the one reason to raise the number below by hand, with a line in CHANGELOG.md.",
            CeilingMark + ceiling,
        ];
        File.WriteAllLines(Repository.Full(Path), head.Concat(lines));
    }

    public static IEnumerable<string> Modelled() =>
        from path in Repository.Files
        where path.StartsWith("models/") && path.Count(letter => letter == '/') == 1
            && path.EndsWith(".json")
        from operation in Operations(path)
        select $"{System.IO.Path.GetFileNameWithoutExtension(path)}:{operation}";

    private static List<string> Operations(string path)
    {
        using var model = JsonDocument.Parse(Repository.Read(path));
        var isModel = model.RootElement.TryGetProperty("operations", out var operations)
            && operations.ValueKind == JsonValueKind.Object;
        return isModel ? operations.EnumerateObject().Select(operation => operation.Name).ToList() : [];
    }

    private static string? ContractName(BaseTypeSyntax type) =>
        type.Type is GenericNameSyntax { TypeArgumentList.Arguments.Count: >= 2 } name
        && Contracts.Any(word => name.Identifier.Text.EndsWith(word)) ? name.Identifier.Text : null;
}
