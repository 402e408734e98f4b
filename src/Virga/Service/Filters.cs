using System.Collections;
using System.Globalization;

namespace Virga.Service;

/// <summary>
/// The filters of one Describe operation: AWS's name of each, and the values that an answer has under that name. They
/// read the answer itself, so a filter and what is shown can never disagree.
/// </summary>
/// <typeparam name="TShape">The shape that the operation lists.</typeparam>
internal sealed class Filters<TShape> : IEnumerable<string>
{
    private readonly Dictionary<string, Func<TShape, IEnumerable<string?>>> values = new(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>A filter on one value.</summary>
    public void Add(string name, Func<TShape, string?> value) => values.Add(name, shape => [value(shape)]);

    /// <summary>A filter on a truth value, <c>true</c> or <c>false</c>.</summary>
    public void Add(string name, Func<TShape, bool?> value) =>
        values.Add(name, shape => [value(shape) switch { true => "true", false => "false", null => null }]);

    /// <summary>A filter on a number.</summary>
    public void Add(string name, Func<TShape, long?> value) =>
        values.Add(name, shape => [value(shape)?.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>A filter on a time, as AWS writes it.</summary>
    public void Add(string name, Func<TShape, DateTimeOffset?> value) =>
        values.Add(name, shape => [FilterValue.Of(value(shape))]);

    /// <summary>A filter that any of several values satisfies.</summary>
    public void Add(string name, Func<TShape, IEnumerable<string?>?> several) =>
        values.Add(name, shape => several(shape) ?? []);

    /// <summary>The values of a shape under a filter name; null for a name that is none.</summary>
    public Func<TShape, IEnumerable<string?>>? Find(string name) => values.GetValueOrDefault(name);

    public IEnumerator<string> GetEnumerator() => values.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Values as the callers of a filter write them.</summary>
internal static class FilterValue
{
    /// <summary>A time as AWS writes it, such as <c>2014-09-15T17:15:20.000Z</c> (API Reference,
    /// DescribeInstanceStatus).</summary>
    public static string? Of(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
