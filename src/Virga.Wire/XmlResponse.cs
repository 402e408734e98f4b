using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Virga.Wire;

/// <summary>
/// Writes an XML answer as UTF-8. Null is left out, an empty list is an empty element, and characters that XML 1.0
/// cannot
/// hold are dropped (a client could not read the document otherwise).
/// </summary>
public sealed class XmlResponse(IBufferWriter<byte> output, string requestId)
{
    private const int LongestNumber = 40;

    /// <summary>The id that the answer carries.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>True where times carry milliseconds (EC2); IAM and STS write whole seconds.</summary>
    internal bool HasMilliseconds { get; set; }

    /// <summary>Opens an element.</summary>
    public void Open(ReadOnlySpan<byte> name)
    {
        var span = output.GetSpan(name.Length + 2);
        span[0] = (byte)'<';
        name.CopyTo(span[1..]);
        span[name.Length + 1] = (byte)'>';
        output.Advance(name.Length + 2);
    }

    /// <summary>Closes an element.</summary>
    public void Close(ReadOnlySpan<byte> name)
    {
        var span = output.GetSpan(name.Length + 3);
        span[0] = (byte)'<';
        span[1] = (byte)'/';
        name.CopyTo(span[2..]);
        span[name.Length + 2] = (byte)'>';
        output.Advance(name.Length + 3);
    }

    /// <summary>Writes bytes as they are.</summary>
    internal void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    /// <summary>An element with a text, if there is one.</summary>
    public void String(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        Open(name);
        XmlText.Write(output, value);
        Close(name);
    }

    internal void Integer(ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
            Number(name, number);
    }

    internal void Long(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            Number(name, number);
    }

    internal void Double(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            Number(name, number);
    }

    internal void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is not { } flag)
            return;
        Open(name);
        output.Write(flag ? "true"u8 : "false"u8);
        Close(name);
    }

    internal void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is not { } time)
            return;
        Open(name);
        var span = output.GetSpan(LongestNumber);
        var format = HasMilliseconds ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        time.UtcDateTime.TryFormat(span, out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
        Close(name);
    }

    internal void Blob(ReadOnlySpan<byte> name, byte[]? value)
    {
        if (value is null)
            return;
        Open(name);
        var span = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, span, out _, out var written);
        output.Advance(written);
        Close(name);
    }

    internal void Structure(ReadOnlySpan<byte> name, IXmlOutput? value)
    {
        if (value is null)
            return;
        Open(name);
        value.Write(this);
        Close(name);
    }

    internal void Structures<T>(ReadOnlySpan<byte> name, ReadOnlySpan<byte> item, List<T>? values)
        where T : class, IXmlOutput
    {
        if (values is null)
            return;
        Open(name);
        foreach (var value in values)
            Structure(item, value);
        Close(name);
    }

    internal void Strings(ReadOnlySpan<byte> name, ReadOnlySpan<byte> item, List<string>? values)
    {
        if (values is null)
            return;
        Open(name);
        foreach (var value in values)
            String(item, value);
        Close(name);
    }

    internal void Integers(ReadOnlySpan<byte> name, ReadOnlySpan<byte> item, List<int>? values)
    {
        if (values is null)
            return;
        Open(name);
        foreach (var value in values)
            Number(item, value);
        Close(name);
    }

    internal void StringMap(ReadOnlySpan<byte> name, Dictionary<string, string>? values)
    {
        if (values is null)
            return;
        Open(name);
        foreach (var (key, value) in values)
        {
            Open("entry"u8);
            String("key"u8, key);
            String("value"u8, value);
            Close("entry"u8);
        }
        Close(name);
    }

    internal void IntegerMap(ReadOnlySpan<byte> name, Dictionary<string, int>? values)
    {
        if (values is null)
            return;
        Open(name);
        foreach (var (key, value) in values)
        {
            Open("entry"u8);
            String("key"u8, key);
            Number("value"u8, value);
            Close("entry"u8);
        }
        Close(name);
    }

    private void Number<T>(ReadOnlySpan<byte> name, T value) where T : IUtf8SpanFormattable
    {
        Open(name);
        var span = output.GetSpan(LongestNumber);
        value.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Close(name);
    }
}
