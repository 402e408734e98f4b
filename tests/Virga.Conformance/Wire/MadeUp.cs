using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Virga.Conformance.Wire;

/// <summary>
/// Makes up shapes, and writes shapes as JSON with the names of the model, so that both sides can be compared.
/// </summary>
internal static class MadeUp
{
    private const int Deepest = 7;

    private static readonly DateTimeOffset Time = new(2024, 2, 29, 12, 30, 15, TimeSpan.Zero);

    /// <summary>A value of the type with every property set; null where that would turn in circles.</summary>
    public static object? Value(Type type, string name, int depth = 0)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (depth > Deepest)
            return null;
        if (type == typeof(string))
            return $"{name} <&>'\"+%=;é€𝄞";
        if (type == typeof(int))
            return 40 + name.Length;
        if (type == typeof(long))
            return 5_000_000_000L + name.Length;
        if (type == typeof(double))
            return 0.5 + name.Length;
        if (type == typeof(bool))
            return name.Length % 2 == 0;
        if (type == typeof(DateTimeOffset))
            return Time.AddSeconds(name.Length);
        if (type == typeof(byte[]))
            return new byte[] { 250, 251, 252, 0, (byte)name.Length };
        if (!type.IsGenericType)
            return Structure(type, depth);
        var element = Value(type.GenericTypeArguments[^1], name, depth + 1);
        return element is null ? null : Collection(type, element);
    }

    /// <summary>The same shape as botocore would hold it.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number,
        long number => number,
        double number => number,
        bool flag => flag,
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        byte[] blob => Convert.ToBase64String(blob),
        IDictionary map => new JsonObject(map.Keys.Cast<string>()
            .Select(key => KeyValuePair.Create(key, ToJson(map[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(ToJson)]),
        _ => new JsonObject(Properties(value.GetType())
            .Select(property => KeyValuePair.Create(property.Name, ToJson(property.GetValue(value))))
            .Where(pair => pair.Value is not null)),
    };

    private static object? Structure(Type type, int depth)
    {
        var made = Activator.CreateInstance(type)!;
        var isEmpty = true;
        foreach (var property in Properties(type))
        {
            var value = Value(property.PropertyType, property.Name, depth + 1);
            property.SetValue(made, value);
            isEmpty &= value is null;
        }
        return isEmpty && depth > 0 ? null : made;
    }

    private static object Collection(Type type, object element)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var key in new[] { "k 1", "k/2" })
            if (made is IDictionary map)
                map.Add(key, element);
            else
                ((IList)made).Add(element);
        return made;
    }

    private static PropertyInfo[] Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
}
