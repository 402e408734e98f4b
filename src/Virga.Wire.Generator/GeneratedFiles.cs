namespace Virga.Wire.Generator;

/// <summary>The folder of committed generated code. Names are relative to it, with <c>/</c>.</summary>
public sealed class GeneratedFiles(string folder)
{
    /// <summary>Writes what differs and removes what is no longer made.</summary>
    public void Replace(IReadOnlyDictionary<string, string> files)
    {
        foreach (var name in Stale(files))
        {
            var path = Path.Combine(folder, name);
            if (files.TryGetValue(name, out var text))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            else
                File.Delete(path);
        }
    }

    /// <summary>What is missing, different or left over.</summary>
    public IReadOnlyList<string> Stale(IReadOnlyDictionary<string, string> files)
    {
        var present = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            : [];
        return [.. present.Union(files.Keys)
            .Where(name => !files.TryGetValue(name, out var text) || !IsSame(Path.Combine(folder, name), text))
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsSame(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;
}
