using Microsoft.CodeAnalysis.CSharp;

namespace Virga.Tidy;

/// <summary>
/// The files of the repository this test was built in (or of the one <c>VIRGA_TIDY_ROOT</c> names), without what builds
/// make. It walks the directories instead of asking git, so that the rules also hold in an unpacked archive.
/// </summary>
internal static class Repository
{
    private static readonly HashSet<string> Unread =
        ["bin", "obj", "artifacts", ".git", "node_modules", "TestResults", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path from the root with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = Walk(Root).Order(StringComparer.Ordinal).ToList();

    /// <summary>Every C# file written by hand.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        Files.Where(path => path.EndsWith(".cs") && !IsGenerated(path)).Select(Parse).ToList();

    /// <summary>Those of <see cref="Sources"/> that are part of the product.</summary>
    public static IEnumerable<SourceFile> Product => Sources.Where(source => source.Path.StartsWith("src/"));

    public static bool Exists(string path) => File.Exists(Full(path));

    public static string Full(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(Full(path));

    /// <summary>The text of a page, or nothing where it does not exist.</summary>
    public static string ReadOrEmpty(string path) => Exists(path) ? Read(path) : "";

    /// <summary>Fails with one line for each violation; each line says what to do.</summary>
    public static void AssertNone(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{found.Count} to mend:\n{string.Join('\n', found.Take(60))}");
    }

    private static bool IsGenerated(string path) =>
        path.Contains("/Generated/") || path.EndsWith(".g.cs");

    private static SourceFile Parse(string path)
    {
        var text = Read(path);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        return new SourceFile(path, text, CSharpSyntaxTree.ParseText(text, options));
    }

    private static IEnumerable<string> Walk(string directory)
    {
        // In a worktree .git is a file.
        foreach (var file in Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file) != ".git"))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            var name = Path.GetFileName(child);
            if (Unread.Contains(name) || child == Full("data")) continue;
            if (new DirectoryInfo(child).LinkTarget is not null) continue;
            foreach (var file in Walk(child)) yield return file;
        }
    }

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("VIRGA_TIDY_ROOT") is { Length: > 0 } named) return named;
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Virga.slnx")))
        {
            directory = directory.Parent;
        }
        return directory?.FullName
            ?? throw new InvalidOperationException("The tests run outside the repository; set VIRGA_TIDY_ROOT.");
    }
}
