using System.Globalization;

namespace Virga.Metadata.Mock;

/// <summary>What the mock was told, from every source.</summary>
/// <param name="Flags">Set on the command line: key → text.</param>
/// <param name="Environment">All variables; those that begin with AEMM_ count.</param>
/// <param name="File">The configuration file; empty without one.</param>
/// <param name="Live">What the control interface set since the start; stronger than all others.</param>
internal sealed record MockSources(
    IReadOnlyDictionary<string, string> Flags,
    IReadOnlyDictionary<string, string> Environment,
    ConfigMap File,
    ConfigMap Live)
{
    /// <summary>What an instance has (--from-instance); weaker than the file.</summary>
    public ConfigMap Instance { get; init; } = [];
}

/// <summary>A value that is not of its key's type: the message is the one of the configuration library.</summary>
internal sealed class MockSettingException(string message) : Exception(message);

/// <summary>
/// The configuration in force. Precedence: placeholder substitution, control interface, flag, environment
/// (AEMM_ + key in capitals with _ for - and .), file, default.
/// </summary>
internal sealed class MockSettings
{
    private readonly MockSources _sources;
    private readonly DateTimeOffset _started;
    private readonly Dictionary<string, string> _substituted = new(StringComparer.OrdinalIgnoreCase);

    private MockSettings(MockSources sources, DateTimeOffset started)
    {
        _sources = sources;
        _started = started;
    }

    /// <summary>What was changed by placeholders, as the log says it.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Resolves the sources. Throws <see cref="MockSettingException"/> for a value of the wrong
    /// type.</summary>
    /// <param name="started">When the program started; the default times of events count from it.</param>
    public static MockSettings Resolve(MockSources sources, DateTimeOffset started)
    {
        var settings = new MockSettings(sources, started);
        settings.SubstitutePlaceholders();
        settings.CheckTypes();
        return settings;
    }

    /// <summary>The text of a key; numbers and booleans as text; empty for a null.</summary>
    public string Text(string key) => AsText(Value(key));

    /// <summary>The number of a key.</summary>
    public long Number(string key) => AsNumber(key, Value(key));

    public bool Flag(string key) => AsFlag(key, Value(key));

    /// <summary>A map of the file or the control interface that has no default, merged; null when neither has it.
    /// </summary>
    public ConfigMap? Map(string key)
    {
        ConfigMap? merged = null;
        foreach (var source in new[] { _sources.Instance, _sources.File, _sources.Live })
        {
            if (!source.TryFind(key, out var found) || found is not ConfigMap map) continue;
            merged ??= new ConfigMap();
            merged.Merge(map);
        }

        return merged;
    }

    /// <summary>A list of the control interface or the file; empty when neither has it.</summary>
    public IReadOnlyList<object?> List(string key) =>
        _sources.Live.TryFind(key, out var live) && live is List<object?> list ? list
        : _sources.File.TryFind(key, out var file) && file is List<object?> written ? written : [];

    /// <summary>Whether anything but a default says what the key is.</summary>
    public bool IsSet(string key) => TryGiven(key, out _);

    /// <summary>The value by precedence, in the type in which its source has it.</summary>
    public object? Value(string key)
    {
        if (_substituted.TryGetValue(key, out var substituted)) return substituted;
        return TryGiven(key, out var given) ? given : MockDefaults.Of(key, _started);
    }

    /// <summary>Everything that has a default or was written in the file, as --save-config-to-file writes it.</summary>
    public ConfigMap ToMap()
    {
        var map = new ConfigMap();
        map.Merge(_sources.Instance);
        map.Merge(_sources.File);
        map.Merge(_sources.Live);
        foreach (var key in MockDefaults.Keys)
        {
            map.Set(key, MockDefaults.TypeOf(key) switch
            {
                MockType.Number => Number(key),
                MockType.Flag => Flag(key),
                _ => Value(key),
            });
        }

        return map;
    }

    /// <summary>The name of a key's environment variable.</summary>
    public static string VariableOf(string key) =>
        "AEMM_" + key.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    private bool TryGiven(string key, out object? value)
    {
        if (_sources.Live.TryFind(key, out value)) return true;
        if (_sources.Flags.TryGetValue(key, out var flag)) return Given(flag, out value);
        if (_sources.Environment.TryGetValue(VariableOf(key), out var variable)) return Given(variable, out value);
        return _sources.File.TryFind(key, out value) || _sources.Instance.TryFind(key, out value);
    }

    private static bool Given(string text, out object? value)
    {
        value = text;
        return true;
    }

    private void SubstitutePlaceholders()
    {
        foreach (var (key, standard, paths) in MockRoutes.Placeholders)
        {
            var value = Text(key);
            if (value == standard) continue;
            foreach (var name in paths)
            {
                var path = Text("metadata.paths." + name);
                var updated = path.Replace(standard, value, StringComparison.Ordinal);
                Notes.Add($"Updating path from {path} to {updated}");
                _substituted["metadata.paths." + name] = updated;
            }
        }
    }

    private void CheckTypes()
    {
        foreach (var key in MockDefaults.Keys)
        {
            switch (MockDefaults.TypeOf(key))
            {
                case MockType.Number: Number(key); break;
                case MockType.Flag: Flag(key); break;
                case MockType.Text when Value(key) is ConfigMap or List<object?>:
                    throw Undecodable($"'{key}' expected type 'string', got unconvertible type");
                default: break;
            }
        }
    }

    internal static string AsText(object? value) => value switch
    {
        null => "",
        // The library's weak decoding: true is "1".
        bool truth => truth ? "1" : "0",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static long AsNumber(string key, object? value)
    {
        switch (value)
        {
            case null or "": return 0;
            case long whole: return whole;
            case double real: return (long)real;
            case bool truth: return truth ? 1 : 0;
            case string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var n):
                return n;
            default:
                throw Undecodable($"cannot parse '{key}' as int: strconv.ParseInt: parsing \"{AsText(value)}\": "
                    + $"invalid syntax");
        }
    }

    private static bool AsFlag(string key, object? value) => value switch
    {
        bool truth => truth,
        long number => number != 0,
        null or "" => false,
        string text when MockDefaults.TryParseFlag(text, out var truth) => truth,
        _ => throw Undecodable(
            $"cannot parse '{key}' as bool: strconv.ParseBool: parsing \"{AsText(value)}\": invalid syntax"),
    };

    private static MockSettingException Undecodable(string detail) =>
        new($"Fatal error while attempting to load viper config: 1 error(s) decoding:\n\n* {detail}");
}
