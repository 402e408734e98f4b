using System.Globalization;
using System.Net;

namespace Virga.Server.Configuration;

/// <summary>
/// What each setting was given: by a flag, else by a variable, else by an alias, else in the file, else its default. It
/// remembers by what, so that a message names the culprit.
/// </summary>
internal sealed class SettingValues
{
    private const string DefaultOrigin = "its default";

    private readonly Dictionary<Setting, (string Value, string Origin)> values = [];

    public SettingValues(
        IReadOnlyDictionary<string, string> flags,
        IReadOnlyDictionary<string, string> variables,
        IReadOnlyDictionary<string, string> file)
    {
        foreach (var setting in Settings.All)
        {
            var alias = setting.Aliases.FirstOrDefault(variables.ContainsKey);
            values[setting] =
                flags.TryGetValue(setting.Name, out var value) ? (value, setting.Flag)
                : variables.TryGetValue(setting.Variable, out value) ? (value, setting.Variable)
                : alias is not null ? (variables[alias], alias)
                : file.TryGetValue(setting.Name, out value) ? (value, $"{setting.Name} in the file")
                : (setting.Default, DefaultOrigin);
        }

        Warnings = VariableWarnings.Of(variables);
    }

    /// <summary>What the environment holds that has no effect although somebody may think so.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether somebody set it.</summary>
    public bool IsGiven(Setting setting) => values[setting].Origin != DefaultOrigin;

    /// <summary>Whether it was set by this variable.</summary>
    public bool IsGivenBy(Setting setting, string variable) => values[setting].Origin == variable;

    public string Text(Setting setting) => values[setting].Value;

    /// <summary>The text, or null when it is empty.</summary>
    public string? Optional(Setting setting) => Text(setting) is { Length: > 0 } text ? text : null;

    /// <summary>The path of a file that is there, or null when none is named.</summary>
    public string? ExistingFile(Setting setting)
    {
        if (Optional(setting) is not { } path) return null;
        try
        {
            using var file = File.OpenRead(path);
            return path;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Wrong(setting, $"a file that can be read ({wrong.Message})");
        }
    }

    /// <summary>The full path of a directory that is there, or null when none is named.</summary>
    public string? ExistingDirectory(Setting setting)
    {
        if (Optional(setting) is not { } path) return null;
        return Directory.Exists(path) ? Path.GetFullPath(path) : throw Wrong(setting, "a directory that is there");
    }

    public bool Truth(Setting setting) => Text(setting).ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw Wrong(setting, "true or false"),
    };

    public int Number(Setting setting, int from, int to) =>
        int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= from && number <= to
            ? number
            : throw Wrong(setting, $"a number from {from} to {to}");

    public string Choice(Setting setting, params ReadOnlySpan<string> choices)
    {
        foreach (var choice in choices)
            if (choice.Equals(Text(setting), StringComparison.OrdinalIgnoreCase)) return choice;
        throw Wrong(setting, "one of " + string.Join(", ", choices!));
    }

    public IPAddress Address(Setting setting) => Text(setting) switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        var text => IPAddress.TryParse(text, out var address) ? address : throw Wrong(setting, "an IP address"),
    };

    /// <summary>The error for a value that the setting cannot take.</summary>
    public SettingException Wrong(Setting setting, string wanted)
    {
        var (value, origin) = values[setting];
        return new($"{origin} is '{value}'; it has to be {wanted}.");
    }
}

/// <summary>A setting that cannot be; its message names the setting and where the value came from.</summary>
internal sealed class SettingException(string message) : Exception(message);
