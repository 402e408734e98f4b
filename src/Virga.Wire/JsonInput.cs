using System.Text.Json;

namespace Virga.Wire;

/// <summary>
/// Reads shapes from JSON. Unknown members are skipped, as AWS does; a value of another type is AWS's
/// <c>SerializationException</c>, told as <see cref="InputFault.Malformed"/>.
/// </summary>
internal ref struct JsonInput(ReadOnlySpan<byte> body)
{
    private Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = 32 });
    private bool isTaken;

    /// <summary>Reads one value of a list or map.</summary>
    public delegate T Element<T>(ref JsonInput reader);

    /// <summary>Enters the outermost object.</summary>
    public void Start()
    {
        reader.Read();
        Expect(JsonTokenType.StartObject);
    }

    /// <summary>Goes to the next member; false at the end of the object.</summary>
    public bool Next()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Nothing but blanks may follow.</summary>
    public void End()
    {
        if (reader.Read())
            throw Malformed("Unexpected content after the end of the object");
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    public void Skip() => reader.Skip();

    public string? String() => IsNull() ? null : Expect(JsonTokenType.String).GetString();

    public bool? Boolean()
    {
        if (IsNull())
            return null;
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw WrongType("a Boolean"),
        };
    }

    public int? Integer()
    {
        if (IsNull())
            return null;
        return Expect(JsonTokenType.Number).TryGetInt32(out var value) ? value : throw WrongType("an Integer");
    }

    public long? Long()
    {
        if (IsNull())
            return null;
        return Expect(JsonTokenType.Number).TryGetInt64(out var value) ? value : throw WrongType("a Long");
    }

    public double? Double()
    {
        if (IsNull())
            return null;
        return Expect(JsonTokenType.Number).TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw WrongType("a Double");
    }

    public DateTimeOffset? Timestamp()
    {
        if (IsNull())
            return null;
        if (reader.TokenType == JsonTokenType.String && WireTime.TryParse(reader.GetString()!, out var written))
            return written;
        return Expect(JsonTokenType.Number).TryGetDouble(out var seconds)
            && WireTime.TryFromSeconds(seconds, out var time)
            ? time
            : throw WrongType("a Timestamp");
    }

    public byte[]? Blob()
    {
        if (IsNull())
            return null;
        return Expect(JsonTokenType.String).TryGetBytesFromBase64(out var value) ? value : throw WrongType("a Blob");
    }

    public T? Structure<T>() where T : class, IJsonInput<T>
    {
        if (IsNull())
            return null;
        Expect(JsonTokenType.StartObject);
        return T.Read(ref this);
    }

    public List<string>? Strings() => List(static (ref JsonInput reader) => reader.String());

    public List<T>? Structures<T>() where T : class, IJsonInput<T> =>
        List(static (ref JsonInput reader) => reader.Structure<T>());

    public List<T>? List<T>(Element<T?> element) where T : class
    {
        if (IsNull())
            return null;
        Expect(JsonTokenType.StartArray);
        var list = new List<T>();
        while (!IsEnd())
            list.Add(element(ref this) ?? throw WrongType("a member of a list"));
        return list;
    }

    public Dictionary<string, T>? Map<T>(Element<T?> element) where T : class
    {
        if (IsNull())
            return null;
        Expect(JsonTokenType.StartObject);
        var map = new Dictionary<string, T>();
        while (Next())
        {
            var key = reader.GetString()!;
            map[key] = element(ref this) ?? throw WrongType("a value of a map");
        }
        return map;
    }

    /// <summary>Takes the next token of a list; unless the list ends, it is the first token of a value.</summary>
    private bool IsEnd()
    {
        reader.Read();
        isTaken = reader.TokenType != JsonTokenType.EndArray;
        return !isTaken;
    }

    /// <summary>Takes the first token of a value; every value starts with this.</summary>
    private bool IsNull()
    {
        if (!isTaken)
            reader.Read();
        isTaken = false;
        return reader.TokenType == JsonTokenType.Null;
    }

    private readonly Utf8JsonReader Expect(JsonTokenType type) =>
        reader.TokenType == type ? reader : throw WrongType(type switch
        {
            JsonTokenType.String => "a String",
            JsonTokenType.Number => "a Number",
            JsonTokenType.StartArray => "a List",
            _ => "a Structure",
        });

    private readonly InputException WrongType(string wanted) => Malformed(reader.TokenType switch
    {
        JsonTokenType.String => $"STRING_VALUE can not be converted to {wanted}",
        JsonTokenType.Number => $"NUMBER_VALUE can not be converted to {wanted}",
        JsonTokenType.True => $"TRUE_VALUE can not be converted to {wanted}",
        JsonTokenType.False => $"FALSE_VALUE can not be converted to {wanted}",
        JsonTokenType.StartArray => "Start of list found where not expected",
        JsonTokenType.StartObject => "Start of structure or map found where not expected.",
        _ => "Unexpected field type",
    });

    private static InputException Malformed(string message) => new(InputFault.Malformed, "", null, message);
}
