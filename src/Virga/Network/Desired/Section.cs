using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// One table of the desired network. It is made anew for an account and region only when one of the tables that it is
/// made of is another than the last time: tables are immutable, so the same table has the same rows.
/// </summary>
/// <param name="reads">The tables of the World that it is made of.</param>
/// <param name="make">Its objects in one account and region, in any order.</param>
internal sealed class Section<T>(RowKind[] reads, Func<Source, Memory<T>, IEnumerable<T>> make)
    where T : class, IFabricObject
{
    private Dictionary<Scope, Part> parts = [];
    private ValueList<T> all = [];

    /// <summary>
    /// Tables of other accounts and regions that it is made of too, where its own first table has any row.
    /// </summary>
    public RowKind[] ReadsElsewhere { get; init; } = [];

    /// <summary>Whether it matters where machines run.</summary>
    public bool DependsOnGuests { get; init; }

    /// <summary>The objects of all accounts and regions by id; the same list as before if nothing changed.</summary>
    public ValueList<T> Of(IReadOnlyCollection<Source> sources)
    {
        var next = new Dictionary<Scope, Part>(sources.Count);
        var isChanged = sources.Count != parts.Count;
        foreach (var source in sources)
        {
            var inputs = Inputs(source, sources);
            var old = parts.GetValueOrDefault(source.Scope);
            if (old is not null && IsSame(inputs, old.Inputs))
            {
                next[source.Scope] = old;
                continue;
            }

            next[source.Scope] = Make(source, inputs, old);
            isChanged = true;
        }

        parts = next;
        if (isChanged) all = Joined();
        return all;
    }

    private List<object?> Inputs(Source source, IReadOnlyCollection<Source> sources)
    {
        var inputs = new List<object?>(reads.Length + 1);
        foreach (var kind in reads) inputs.Add(Input(source, kind));
        inputs.Add(DependsOnGuests ? source.Guests : null);
        if (ReadsElsewhere.Length == 0 || inputs[0] is null) return inputs;
        foreach (var other in sources)
        {
            foreach (var kind in ReadsElsewhere) inputs.Add(Input(other, kind));
        }

        return inputs;
    }

    /// <summary>An empty table is made anew each time that it is asked for, so it is no table here.</summary>
    private static Table? Input(Source source, RowKind kind) =>
        source.Tables.Table(kind) is { Count: > 0 } table ? table : null;

    private static bool IsSame(List<object?> one, List<object?> other)
    {
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
        {
            if (!ReferenceEquals(one[i], other[i])) return false;
        }

        return true;
    }

    private Part Make(Source source, List<object?> inputs, Part? old)
    {
        var memory = new Memory<T>(old?.Memory);
        var items = make(source, memory).ToArray();
        memory.Close();
        return new(inputs, items, memory);
    }

    /// <summary>
    /// In order of id, each id once: the lists that AWS manages are rows of every account.
    /// </summary>
    private ValueList<T> Joined()
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var part in parts.Values)
        {
            foreach (var item in part.Items) sorted.TryAdd(item.Id, item);
        }

        var joined = sorted.Values.ToValueList();
        return joined.Equals(all) ? all : joined;
    }

    private sealed record Part(List<object?> Inputs, T[] Items, Memory<T> Memory);
}
