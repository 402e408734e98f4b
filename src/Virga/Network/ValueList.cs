using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Virga.Network;

/// <summary>
/// An immutable list that compares by content, so that a record which holds lists is a value as a whole: two desired
/// network states are equal exactly when nothing has to be done to go from one to the other.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
internal sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public static readonly ValueList<T> Empty = new([]);

    private readonly ImmutableArray<T> items;

    public ValueList(ImmutableArray<T> items) => this.items = items.IsDefault ? [] : items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(ValueList<T>? other) =>
        ReferenceEquals(this, other)
        || (other is not null && items.AsSpan().SequenceEqual(other.items.AsSpan()));

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public ImmutableArray<T>.Enumerator GetEnumerator() => items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)items).GetEnumerator();

    /// <summary>What a record that holds the list prints.</summary>
    public override string ToString() => "[" + string.Join(", ", items) + "]";
}

/// <summary>Makes a <see cref="ValueList{T}"/> from a collection expression or a sequence.</summary>
internal static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);

    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
