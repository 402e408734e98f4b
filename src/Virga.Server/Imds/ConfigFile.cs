using System.Globalization;
using System.Text.Json;
using Virga.Metadata.Mock;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Virga.Server.Imds;

/// <summary>A configuration file that cannot be used; the message is the one of the configuration library.</summary>
internal sealed class ConfigFileException(string message) : Exception(message);

/// <summary>Reads a configuration file, JSON or YAML by its extension, into a <see cref="ConfigMap"/>.</summary>
internal static class ConfigFile
{
    /// <summary>A configuration has some kilobytes; user data is the large part of it.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    private const int MaxDepth = 64;

    /// <summary>The extensions that a default file may have, in the order in which they are looked for.</summary>
    public static IReadOnlyList<string> Extensions { get; } = ["json", "yaml", "yml"];

    /// <summary>Throws <see cref="ConfigFileException"/> when the file cannot be read or parsed.</summary>
    public static ConfigMap Read(string path)
    {
        var extension = Path.GetExtension(path).TrimStart('.');
        if (!Extensions.Contains(extension.ToLowerInvariant()))
            throw new ConfigFileException($"Unsupported Config Type \"{extension}\"");
        var text = ReadText(path);
        try
        {
            return extension.Equals("json", StringComparison.OrdinalIgnoreCase) ? ReadJson(text) : ReadYaml(text);
        }
        catch (Exception error) when (error is JsonException or YamlException or FormatException)
        {
            throw new ConfigFileException($"While parsing config: {error.Message}");
        }
    }

    /// <summary>A JSON object as a map.</summary>
    public static ConfigMap ReadJson(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return ConfigMap.OfJson(document.RootElement) as ConfigMap
            ?? throw new FormatException("the file is not an object");
    }

    /// <summary>A YAML mapping as a map; an empty document is an empty one.</summary>
    public static ConfigMap ReadYaml(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return [];
        return new YamlReader(parser).Read(0) switch
        {
            ConfigMap map => map,
            null => [],
            _ => throw new FormatException("the file is not a mapping"),
        };
    }

    private static string ReadText(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new ConfigFileException("file too large");
            return File.ReadAllText(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigFileException($"open {path}: no such file or directory");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ConfigFileException(Directory.Exists(path)
                ? $"read {path}: is a directory"
                : $"open {path}: permission denied");
        }
        catch (IOException error)
        {
            throw new ConfigFileException($"open {path}: {error.Message}");
        }
    }

    /// <summary>Turns parser events into values; anchors and merge keys included.</summary>
    private sealed class YamlReader(IParser parser)
    {
        private readonly Dictionary<string, object?> _anchors = [];

        public object? Read(int depth)
        {
            if (depth > MaxDepth) throw new FormatException("nested too deeply");
            if (parser.TryConsume<Scalar>(out var scalar)) return Keep(scalar.Anchor, OfScalar(scalar));
            if (parser.TryConsume<AnchorAlias>(out var alias)) return _anchors.GetValueOrDefault(alias.Value.Value);
            if (parser.TryConsume<SequenceStart>(out var sequence))
            {
                var list = new List<object?>();
                while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Read(depth + 1));
                return Keep(sequence.Anchor, list);
            }

            var mapping = parser.Consume<MappingStart>();
            var map = new ConfigMap();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var name = MockSettings.AsText(Read(depth + 1));
                var value = Read(depth + 1);
                if (name == "<<" && value is ConfigMap merged) map.Merge(merged);
                else map[name] = value;
            }

            return Keep(mapping.Anchor, map);
        }

        private object? Keep(AnchorName anchor, object? value)
        {
            if (!anchor.IsEmpty) _anchors[anchor.Value] = value;
            return value;
        }

        private static object? OfScalar(Scalar scalar)
        {
            var text = scalar.Value;
            if (scalar.Style != ScalarStyle.Plain) return text;
            if (text is "" or "~" or "null" or "Null" or "NULL") return null;
            if (text is "true" or "True" or "TRUE") return true;
            if (text is "false" or "False" or "FALSE") return false;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                && (text.Length == 1 || text[0] != '0')) return whole;
            return text;
        }
    }
}
