using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Virga.Tidy;

/// <summary>A reader finds a type by its name and its folder.</summary>
public sealed class PlaceTests
{
    // What stands beside the main type of a file is a detail of it, and a detail is short.
    private const int DetailLines = 40;

    [Fact]
    public void The_namespace_equals_the_folder() => Repository.AssertNone(
        from source in Repository.Sources
        from space in source.All<BaseNamespaceDeclarationSyntax>()
        let expected = NamespaceOf(source.Path)
        where space.Name.ToString() != expected && !source.Path.Contains("/Irregular/")
        select $"{source.Path}: namespace {space.Name} should be {expected}: move the file or rename the namespace");

    [Fact]
    public void Namespaces_are_file_scoped() => Repository.AssertNone(
        from source in Repository.Sources
        from space in source.All<NamespaceDeclarationSyntax>()
        select $"{source.At(space)}: write `namespace {space.Name};`");

    [Fact]
    public void A_file_is_named_after_its_type() => Repository.AssertNone(
        from source in Repository.Sources
        let types = source.TopLevelTypes.ToList()
        let names = types.Select(SourceFile.NameOf).ToList()
        where types.Count > 0 && !names.Contains(FileName(source.Path)) && !IsFamily(types)
        select $"{source.Path}: holds {string.Join(", ", names)}: name the file after its main type");

    [Fact]
    public void A_file_holds_one_main_type() => Repository.AssertNone(
        from source in Repository.Sources
        from type in source.TopLevelTypes
        where SourceFile.NameOf(type) != FileName(source.Path) && SourceFile.LineCount(type) > DetailLines
        select $"{source.At(type)}: {SourceFile.NameOf(type)} is too long for a detail: give it a file of its own");

    [Fact]
    public void No_type_is_named_after_nothing()
    {
        string[] vague = ["Manager", "Helper", "Helpers", "Service", "Services", "Utils", "Util", "Utilities"];
        Repository.AssertNone(
            from source in Repository.Sources
            from type in source.All<BaseTypeDeclarationSyntax>()
            let name = type.Identifier.Text
            where vague.Any(word => name.EndsWith(word) && !IsOfAws(name))
            select $"{source.At(type)}: {name}: say what it does or is, with AWS's own noun where there is one");
    }

    [Fact]
    public void There_are_no_regions() => Repository.AssertNone(
        from source in Repository.Sources
        from line in source.Lines.Index()
        where line.Item.TrimStart().StartsWith("#" + "region")
        select $"{source.Path}:{line.Index + 1}: a region hides a type that wants to be split");

    // Several short types of one kind (handles, native structures, small records) may share a file that is named after
    // the kind.
    private static bool IsFamily(List<MemberDeclarationSyntax> types) =>
        types.Count > 1 && types.All(type => SourceFile.LineCount(type) <= DetailLines);

    private static string NamespaceOf(string path) => string.Join('.', path.Split('/')[1..^1]);

    private static string FileName(string path) => Path.GetFileName(path).Split('.')[0];

    // Nouns of AWS that end in such a word: a VPC endpoint service, the name of an AWS service, the capacity manager.
    private static bool IsOfAws(string name) => name is "AwsService" or "ModifyTrafficMirrorFilterNetworkServices"
        or "EnableCapacityManager" or "DisableCapacityManager" || name.Contains("EndpointService");
}
