namespace Virga.Network.Desired;

/// <summary>
/// Remembers what was made of a row the last time, so that a table of a thousand rows of which one changed costs one.
/// An object that is asked for again with the same inputs is the same object, which also makes it cheap to find the
/// difference of two states. What is not asked for again is forgotten with the generation.
/// </summary>
internal sealed class Memory<T>
    where T : class, IFabricObject
{
    private readonly Dictionary<string, (object?[] Inputs, T Made)> known = new(StringComparer.Ordinal);
    private Memory<T>? previous;

    public Memory(Memory<T>? previous) => this.previous = previous;

    /// <param name="id">What the object is called in this section.</param>
    /// <param name="inputs">All that the object depends on, immutable; compared by value.</param>
    /// <param name="make">Makes it.</param>
    public T Of(string id, object?[] inputs, Func<T> make)
    {
        var made = previous is not null && previous.known.TryGetValue(id, out var old)
            && old.Inputs.AsSpan().SequenceEqual(inputs)
            ? old.Made
            : make();
        known[id] = (inputs, made);
        return made;
    }

    /// <summary>The generation is whole: the one before it is not needed any more.</summary>
    public void Close() => previous = null;
}
