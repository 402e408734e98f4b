using System.Text;

namespace Virga.Docker.Engine;

/// <summary>Puts a name that came from outside into a path, so that it can only ever be that one name.</summary>
internal static class EnginePath
{
    /// <summary>A container, exec, volume or network: one segment.</summary>
    public static string Segment(string name) =>
        name is "" or "." or ".." ? throw new ArgumentException($"'{name}' is no name.") : Uri.EscapeDataString(name);

    /// <summary>An image reference: its slashes and colons stand in the path as they are.</summary>
    public static string Image(string reference)
    {
        if (reference.Length == 0 || reference.Split('/').Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{reference}' is no image reference.");
        var path = new StringBuilder(reference.Length);
        foreach (var character in reference)
        {
            if (char.IsAsciiLetterOrDigit(character) || "._-/:@".Contains(character, StringComparison.Ordinal))
                path.Append(character);
            else
                path.Append(Uri.EscapeDataString(character.ToString()));
        }
        return path.ToString();
    }
}
