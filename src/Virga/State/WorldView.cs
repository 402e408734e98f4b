namespace Virga.State;

/// <summary>
/// What an operation may read: the World as it was at one instant, seen from the caller's account and region, the time
/// of that instant, and the settings. A query gets only this, so the compiler knows that it cannot write.
/// </summary>
internal abstract class WorldView
{
    private protected WorldView(Scope scope, Caller caller, DateTimeOffset now, Rules rules)
    {
        Scope = scope;
        Caller = caller;
        Now = now;
        Rules = rules;
    }

    /// <summary>The account and region that the request is for.</summary>
    public Scope Scope { get; }

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>The time of this instant. Operations know no other clock.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The settings that decide what an operation answers.</summary>
    public Rules Rules { get; }

    public string Account => Scope.Account;

    public string Region => Scope.Region;

    /// <summary>The tables of a scope, with this change's own writes where it is one.</summary>
    public abstract Partition Partition(Scope scope);

    /// <summary>All scopes ever used.</summary>
    public abstract IEnumerable<Scope> Scopes { get; }

    /// <summary>The table of the caller's account and region.</summary>
    public Table<T> Rows<T>()
        where T : Row, IRow<T> => Partition(Scope).Table<T>();

    /// <summary>The table of another account or region.</summary>
    public Table<T> Rows<T>(Scope scope)
        where T : Row, IRow<T> => Partition(scope).Table<T>();

    /// <summary>The row, or null.</summary>
    public T? Find<T>(string? id)
        where T : Row, IRow<T> => Rows<T>().Find(id);

    /// <summary>The row, or its kind's NotFound error.</summary>
    public T Get<T>(string id)
        where T : Row, IRow<T> => Rows<T>().Get(id);

    /// <summary>The same instant seen from another account or region.</summary>
    public abstract WorldView At(Scope scope);
}

/// <summary>A snapshot of a published World.</summary>
internal sealed class PublishedView(World world, Scope scope, Caller caller, DateTimeOffset now, Rules rules)
    : WorldView(scope, caller, now, rules)
{
    /// <summary>The World that was read.</summary>
    public World World => world;

    public override IEnumerable<Scope> Scopes => world.Partitions.Keys;

    public override Partition Partition(Scope scope) => world.At(scope);

    public override WorldView At(Scope scope) => new PublishedView(world, scope, Caller, Now, Rules);
}
