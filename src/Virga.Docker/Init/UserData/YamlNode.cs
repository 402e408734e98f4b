using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Virga.Docker.Init.UserData;

/// <summary>A YAML document as a tree. Built of the parser's events, since object mapping needs reflection.</summary>
internal abstract record YamlNode
{
    /// <summary>Beyond this a document is refused: nobody writes one by hand, and aliases can multiply.</summary>
    private const int MaxNodes = 50_000;

    private const int MaxDepth = 64;

    /// <summary>The first document of a text; null when it is empty.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlNode? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        return parser.TryConsume<DocumentStart>(out _) ? new Builder(parser).Next(0) : null;
    }

    /// <summary>The text of a scalar, or null.</summary>
    public string? Text => this is YamlText { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>Its items; of a scalar the scalar alone, of nothing none.</summary>
    public IReadOnlyList<YamlNode> Items => this switch
    {
        YamlList list => list.Nodes,
        YamlText { IsNull: true } => [],
        var one => [one],
    };

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key] => this is YamlMap map ? map.Find(key) : null;

    /// <summary>As YAML 1.1 has truth, which is what cloud-init reads.</summary>
    public bool? Truth => Text?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };

    private sealed class Builder(Parser parser)
    {
        private readonly Dictionary<AnchorName, YamlNode> anchors = [];
        private int count;

        public YamlNode Next(int depth)
        {
            if (++count > MaxNodes || depth > MaxDepth) throw new YamlException("the document is too large");
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return anchors.GetValueOrDefault(alias.Value) ?? throw new YamlException($"no anchor {alias.Value}");
            if (parser.TryConsume<Scalar>(out var scalar))
                return Keep(scalar.Anchor, new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain));
            if (parser.TryConsume<SequenceStart>(out var list))
            {
                var nodes = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) nodes.Add(Next(depth + 1));
                return Keep(list.Anchor, new YamlList(nodes));
            }

            var map = parser.Consume<MappingStart>();
            var entries = new List<(string Key, YamlNode Value)>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Next(depth + 1);
                Add(entries, key.Text ?? throw new YamlException("a key is no text"), Next(depth + 1));
            }

            return Keep(map.Anchor, new YamlMap(entries));
        }

        /// <summary>A key that comes twice has its last value; <c>&lt;&lt;</c> merges what is not there.</summary>
        private static void Add(List<(string Key, YamlNode Value)> entries, string key, YamlNode value)
        {
            if (key == "<<" && value is YamlMap merged)
            {
                foreach (var entry in merged.Entries)
                    if (!entries.Exists(one => one.Key == entry.Key)) entries.Add(entry);
                return;
            }

            entries.RemoveAll(one => one.Key == key);
            entries.Add((key, value));
        }

        private YamlNode Keep(AnchorName anchor, YamlNode node)
        {
            if (!anchor.IsEmpty) anchors[anchor] = node;
            return node;
        }
    }
}

/// <summary>A scalar. A plain one may be a number, a truth or nothing; a quoted one is a text.</summary>
internal sealed record YamlText(string Value, bool IsPlain) : YamlNode
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Nodes) : YamlNode;

/// <summary>A mapping, in the order of the document.</summary>
internal sealed record YamlMap(IReadOnlyList<(string Key, YamlNode Value)> Entries) : YamlNode
{
    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;
}
