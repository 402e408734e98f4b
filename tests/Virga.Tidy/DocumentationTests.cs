using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Virga.Tidy;

/// <summary>The pages say what the code does: settings, dependencies, links.</summary>
public sealed partial class DocumentationTests
{
    private const string Settings = "docs/configuration.md";
    private const string SettingsTable = "src/Virga.Server/Configuration/Settings.cs";
    private const string Decisions = "docs/decisions/";

    // Set by the developer commands for themselves; CONTRIBUTING.md explains them.
    private static readonly string[] OfDevelopers =
        ["VIRGA_TIDY_ROOT", "VIRGA_PUBLISHED", "VIRGA_STATE", "VIRGA_DEBIAN_SUITE"];

    [Fact]
    public void Every_setting_stands_in_the_configuration_page()
    {
        var page = Words(Repository.ReadOrEmpty(Settings));
        Repository.AssertNone(Known().Where(name => !page.Contains(name) && !OfDevelopers.Contains(name))
            .Select(name => $"{name}: add it to {Settings} with its default, its values and why"));
    }

    [Fact]
    public void Every_setting_of_the_configuration_page_exists()
    {
        var known = Known();
        Repository.AssertNone(
            from name in Words(Repository.ReadOrEmpty(Settings))
            where IsOurs(name) && !known.Contains(name)
            select $"{Settings}: nothing reads {name}: delete it from the page");
    }

    [Fact]
    public void Every_dependency_has_a_page_in_the_decisions()
    {
        var pages = string.Concat(Repository.Files.Where(IsDecision).Select(Repository.Read));
        Repository.AssertNone(
            from package in XDocument.Load(Repository.Full("Directory.Packages.props")).Descendants("PackageVersion")
            let name = package.Attribute("Include")!.Value
            where !pages.Contains($"`{name}`")
            select $"{name}: a dependency is an event: write a page in {Decisions} that names it as `{name}`, "
                + "what else there was, and the way out");
    }

    [Fact]
    public void Every_decision_is_in_the_index()
    {
        var index = Repository.ReadOrEmpty(Decisions + "README.md");
        Repository.AssertNone(
            from path in Repository.Files
            where IsDecision(path) && !index.Contains($"({Path.GetFileName(path)})")
            select $"{path}: add a line to {Decisions}README.md");
    }

    [Fact]
    public void A_link_leads_somewhere() => Repository.AssertNone(
        from path in Repository.Files
        where path.EndsWith(".md")
        from link in Link().Matches(Repository.Read(path))
        let target = link.Groups["target"].Value
        where !target.Contains(':')
        let full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Full(path))!, target))
        where !File.Exists(full) && !Directory.Exists(full)
        select $"{path}: {target} does not exist");

    /// <summary>What the product reads: our variables, and those of others in its table of settings.</summary>
    private static HashSet<string> Known()
    {
        var known = Repository.Product.SelectMany(source => Words(source.Text)).Where(IsOurs).ToHashSet();
        known.UnionWith(Words(Repository.ReadOrEmpty(SettingsTable)));
        return known;
    }

    private static bool IsOurs(string name) => name.StartsWith("VIRGA_");

    private static HashSet<string> Words(string text) =>
        Variable().Matches(text).Select(match => match.Value).ToHashSet();

    private static bool IsDecision(string path) => path.StartsWith(Decisions)
        && path.EndsWith(".md") && Path.GetFileName(path) != "README.md";

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b(?!_)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)\s]*)?\)")]
    private static partial Regex Link();
}
