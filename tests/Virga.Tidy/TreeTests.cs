using System.Text.RegularExpressions;

namespace Virga.Tidy;

/// <summary>The tree works on another machine than the one it was written on.</summary>
public sealed partial class TreeTests
{
    private static readonly string[] Binary =
        [".png", ".ico", ".woff2", ".gz", ".qcow2", ".jpg", ".gif", ".webp", ".db", ".tar", ".bin"];

    private static readonly string[] PackageFiles = ["package-lock.json", ".npmrc", "NuGet.Config", "nuget.config",
        "pip.conf", "requirements.txt", "packages.lock.json", "yarn.lock", "sources.list"];

    private static readonly string[] PublicRegistries =
        ["registry.npmjs.org", "api.nuget.org", "pypi.org", "deb.debian.org"];

    [Fact]
    public void No_file_names_a_path_of_a_machine() => Repository.AssertNone(
        from path in Repository.Files
        where !Binary.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != nameof(TreeTests) + ".cs"
        from line in Repository.Read(path).Split('\n').Index()
        let found = MachinePath().Match(line.Item)
        where found.Success
        select $"{path}:{line.Index + 1}: {found.Value}: a path of one machine: make it relative, or a setting");

    [Fact]
    public void No_file_names_a_private_registry() => Repository.AssertNone(
        from path in Repository.Files
        where PackageFiles.Contains(Path.GetFileName(path))
        from address in Address().Matches(Repository.Read(path))
        let host = address.Groups["host"].Value
        where !PublicRegistries.Contains(host)
        select $"{path}: {host}: packages come from where the user's machine is set up for; leave the address out");

    [Fact]
    public void A_script_can_be_executed() => Repository.AssertNone(
        from path in Repository.Files
        where IsOurs(path) && Repository.Read(path).StartsWith("#!") && !IsExecutable(path)
        select $"{path}: chmod +x it (git update-index --chmod=+x {path})");

    [Fact]
    public void The_files_that_a_newcomer_looks_for_are_there()
    {
        string[] wanted = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "virga", ".ci/run",
            "docs/decisions/README.md", "docs/configuration.md", "global.json", ".editorconfig"];
        Repository.AssertNone(wanted.Where(path => !Repository.Exists(path)).Select(path => $"{path} is missing"));
    }

    [Fact]
    public void Text_ends_with_a_newline_and_has_no_carriage_return() => Repository.AssertNone(
        from source in Repository.Sources
        where source.Text.Length > 0 && (!source.Text.EndsWith('\n') || source.Text.Contains('\r'))
        select $"{source.Path}: end the file with one newline, and lines with LF");

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(Repository.Full(path)) & UnixFileMode.UserExecute) != 0;

    // Scripts for people; those that eng/*/ holds are for guests and get their mode there.
    private static bool IsOurs(string path) => path is "virga" or ".ci/run"
        || (path.Split('/') is ["eng" or "bench", _] && !Binary.Contains(Path.GetExtension(path)));

    [GeneratedRegex(@"(?<![\w.$}-])(/work/|/tmp/\w+_jobs\b|/root/\.(pyenv|nuget)\b)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?<host>[A-Za-z0-9.-]+)")]
    private static partial Regex Address();
}
