using System.Text;
using System.Text.Json;
using Virga.Wire.Signing;

namespace Virga.Iam.Authorization;

/// <summary>
/// The named values of a request, whatever its protocol, flat: <c>InstanceId.1</c> is <c>InstanceId</c>. Enough to tell
/// which resources and tags it is about without code for each operation.
/// </summary>
internal sealed class RequestFacts
{
    private readonly List<(string Path, string Name, string Value)> all = [];

    public IEnumerable<(string Path, string Name, string Value)> All => all;

    /// <summary>The first value of this name, or null.</summary>
    public string? Find(string name) =>
        all.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Every value of this name or of its plural.</summary>
    public IEnumerable<string> FindAll(string name) => all
        .Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || one.Name.Equals(name + "s", StringComparison.OrdinalIgnoreCase))
        .Select(one => one.Value);

    /// <summary>Reads a form, as body or query string.</summary>
    public static RequestFacts OfForm(params ReadOnlySpan<string> forms)
    {
        var facts = new RequestFacts();
        foreach (var form in forms)
            foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0) facts.Add(Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
            }

        return facts;
    }

    /// <summary>Reads a JSON body; one that is no JSON has no facts.</summary>
    public static RequestFacts OfJson(ReadOnlyMemory<byte> body)
    {
        var facts = new RequestFacts();
        try
        {
            using var json = JsonDocument.Parse(body);
            facts.Add("", json.RootElement);
        }
        catch (JsonException)
        {
            // The operation's own reader says what is wrong with it.
        }

        return facts;
    }

    public static RequestFacts Of(bool isJson, ReadOnlyMemory<byte> body, string rawQuery) =>
        isJson ? OfJson(body) : OfForm(Encoding.UTF8.GetString(body.Span), rawQuery);

    /// <summary>
    /// Tags that the request sets: pairs of Key and Value under one path. Those that EC2 gives to what it makes are
    /// each
    /// of a type of resource, and not here.
    /// </summary>
    public IEnumerable<(string Key, string Value)> Tags() =>
        TagsBelow(path => path.Contains("Tag", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWith(Specification, StringComparison.Ordinal));

    /// <summary>Keys of tags that the request removes.</summary>
    public IEnumerable<string> TagKeys() => FindAll("TagKey");

    /// <summary>The types of resources that the request makes with tags.</summary>
    public IEnumerable<string> TaggedTypes() => all
        .Where(one => one.Path.StartsWith(Specification, StringComparison.Ordinal) && one.Name == "ResourceType")
        .Select(one => one.Value).Distinct(StringComparer.Ordinal);

    /// <summary>The tags that resources of a type are made with.</summary>
    public IEnumerable<(string Key, string Value)> TagsOf(string type)
    {
        var prefixes = all
            .Where(one => one.Path.StartsWith(Specification, StringComparison.Ordinal) && one.Name == "ResourceType"
                && one.Value == type)
            .Select(one => one.Path[..^"ResourceType".Length]).ToList();
        return TagsBelow(path => prefixes.Exists(prefix => path.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private const string Specification = "TagSpecification.";

    private IEnumerable<(string Key, string Value)> TagsBelow(Func<string, bool> isWanted) =>
        from one in all
        where isWanted(one.Path) && one.Name.Equals("Key", StringComparison.OrdinalIgnoreCase)
        let parent = one.Path[..^one.Name.Length]
        select (one.Value, all.FirstOrDefault(other =>
            other.Path.Equals(parent + "Value", StringComparison.OrdinalIgnoreCase)).Value ?? "");

    private void Add(string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Add(Join(path, member.Name), member.Value);
                break;
            case JsonValueKind.Array:
                var position = 0;
                foreach (var item in element.EnumerateArray()) Add(Join(path, $"{++position}"), item);
                break;
            case JsonValueKind.String: Add(path, element.GetString()!); break;
            default: break;
        }
    }

    private void Add(string path, string value)
    {
        var name = path.Split('.').LastOrDefault(part => part != "member" && !part.All(char.IsAsciiDigit)) ?? path;
        all.Add((path, name, value));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Decode(string text) => PercentEncoding.Decode(text.Replace('+', ' '));
}
