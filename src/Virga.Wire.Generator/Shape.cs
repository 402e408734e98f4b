using System.Text.Json.Nodes;

namespace Virga.Wire.Generator;

/// <summary>A shape of the model: its traits as they stand there.</summary>
internal sealed class Shape(string name, JsonObject traits)
{
    public string Name { get; } = name;

    public JsonObject Traits { get; } = traits;

    public string Type { get; } = (string)traits["type"]!;

    /// <summary>The class: the shape's name with a capital.</summary>
    public string ClassName => Names.Pascal(Name);

    public bool IsStructure => Type == "structure";

    public bool IsEnum => Traits["enum"] is not null;

    /// <summary>An enumeration that takes values the model does not know yet (a patch of ours).</summary>
    public bool IsOpen => (bool?)Traits["open"] ?? false;

    public bool IsSensitive => (bool?)Traits["sensitive"] ?? false;

    public IReadOnlyList<string> Values { get; } =
        traits["enum"] is JsonArray values ? [.. values.Select(value => (string)value!)] : [];

    public IReadOnlyList<Member> Members { get; } = MembersOf(name, traits);

    public Member? Element { get; } = traits["member"] is JsonObject element ? new("", element, "") : null;

    public Member? Key { get; } = traits["key"] is JsonObject key ? new("", key, "") : null;

    public Member? Value { get; } = traits["value"] is JsonObject value ? new("", value, "") : null;

    /// <summary>Names of the shapes this one is made of.</summary>
    public IEnumerable<string> Parts =>
        Members.Concat(new[] { Element, Key, Value }.OfType<Member>()).Select(member => member.ShapeName);

    private static List<Member> MembersOf(string name, JsonObject traits)
    {
        var required = traits["required"] is JsonArray names ? names.Select(item => (string)item!).ToHashSet() : [];
        return traits["members"] is JsonObject members
            ? [.. members.Select(pair => new Member(pair.Key, pair.Value!.AsObject(), Names.Pascal(name))
                { IsRequired = required.Contains(pair.Key) })]
            : [];
    }
}
