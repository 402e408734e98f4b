using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// Writes the steps that the guest's init takes (Init/Guest/plan.c): lines of fields with tabs between.
/// </summary>
internal sealed class PlanWriter
{
    public const string Always = "always";
    public const string PerInstance = "instance";
    public const string Once = "once";

    private readonly List<string> steps = [];
    private readonly Dictionary<string, string> frequencies;

    /// <param name="frequencies">What the user data says of a module, instead of the module's own.</param>
    public PlanWriter(Dictionary<string, string>? frequencies = null) => this.frequencies = frequencies ?? [];

    public IReadOnlyList<string> Steps => steps;

    /// <summary>Begins a module: what follows runs as often as it says.</summary>
    public void Module(string name, string frequency)
    {
        // A module without a step needs no mark, and an image no file of it.
        if (steps is [.., var last] && last.StartsWith("module\t", StringComparison.Ordinal))
            steps.RemoveAt(steps.Count - 1);
        Add("module", name, frequencies.GetValueOrDefault(name, frequency));
    }

    /// <summary>Something the user should know.</summary>
    public void Log(string sentence) => Add("log", OneLine(sentence));

    /// <summary>Something that was asked for and is not done.</summary>
    public void Fail(string sentence) => Add("fail", OneLine(sentence));

    public void File(string path, string mode, string owner, string content) =>
        File(path, mode, owner, Encoding.UTF8.GetBytes(content), isAppended: false);

    public void File(string path, string mode, string owner, byte[] content, bool isAppended)
    {
        if (!path.StartsWith('/')) Fail($"{path} is not written: a path starts with /");
        else Add("file", path, mode, owner, isAppended ? "append" : "write", Convert.ToBase64String(content));
    }

    /// <summary>Writes a script and runs it.</summary>
    public void Run(string path, string content)
    {
        File(path, "700", "", content);
        Add("run", path);
    }

    public void RunFile(string path) => Add("run", path);

    /// <summary>Runs the executables of a folder.</summary>
    public void Folder(string path) => Add("folder", path);

    public void Group(string name, string number = "") => Add("group", name, number);

    public void Member(string group, string user) => Add("member", group, user);

    public void User(
        string name, string number, string group, string home, string shell, string about, string hash, string flags) =>
        Add("user", name, number, group, home, shell, about.Replace(':', ' '), hash, flags);

    public void Keys(string user, IEnumerable<string> lines) =>
        Add("keys", user,
            Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));

    /// <summary>The signal that the init ends the machine by.</summary>
    public void Power(int signal) => Add("power", signal.ToString());

    private void Add(params string[] fields)
    {
        if (fields.Any(field => field.AsSpan().ContainsAny('\t', '\n', '\r') || field.Contains('\0')))
            steps.Add($"fail\tthe user data has a {fields[0]} with a line break or tab where none can be");
        else steps.Add(string.Join('\t', fields));
    }

    private static string OneLine(string sentence) =>
        string.Concat(sentence.Select(one => char.IsControl(one) ? ' ' : one));
}
