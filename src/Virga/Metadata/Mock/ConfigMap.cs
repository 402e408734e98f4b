using System.Text.Json;

namespace Virga.Metadata.Mock;

/// <summary>
/// A configuration as it was written: names to strings, numbers, booleans, lists, further maps or null. Names are not
/// case-sensitive but keep their case.
/// </summary>
internal sealed class ConfigMap() : Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
{
    /// <summary>The value at "a.b.c", if there is one.</summary>
    public bool TryFind(string key, out object? value)
    {
        value = this;
        foreach (var name in key.Split('.'))
        {
            if (value is not ConfigMap map || !map.TryGetValue(name, out value)) return false;
        }

        return true;
    }

    /// <summary>Sets the value at "a.b.c", making the maps on the way.</summary>
    public void Set(string key, object? value)
    {
        var names = key.Split('.');
        var map = this;
        foreach (var name in names[..^1])
        {
            if (!map.TryGetValue(name, out var next) || next is not ConfigMap inner)
                map[name] = inner = new ConfigMap();
            map = inner;
        }

        map[names[^1]] = value;
    }

    /// <summary>Puts another map over this one; maps merge, everything else is replaced. Inner maps are copied: what is
    /// set here later does not change the other.</summary>
    public void Merge(ConfigMap other)
    {
        foreach (var (name, value) in other)
        {
            if (value is not ConfigMap theirs)
            {
                this[name] = value;
                continue;
            }

            if (!TryGetValue(name, out var mine) || mine is not ConfigMap ours) this[name] = ours = new ConfigMap();
            ours.Merge(theirs);
        }
    }

    /// <summary>A map of its own with all that is in this one.</summary>
    public ConfigMap Copy()
    {
        var copy = new ConfigMap();
        copy.Merge(this);
        return copy;
    }

    /// <summary>A JSON value in the types of a map: an object is a map, an array a list.</summary>
    public static object? OfJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(OfJson).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static ConfigMap OfObject(JsonElement element)
    {
        var map = new ConfigMap();
        foreach (var property in element.EnumerateObject()) map[property.Name] = OfJson(property.Value);
        return map;
    }
}
