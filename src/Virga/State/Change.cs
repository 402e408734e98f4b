namespace Virga.State;

/// <summary>
/// What a mutation writes through. It sees its own writes; nobody else sees anything until the Store publishes. Time,
/// ids and randomness come from here, so that a mutation is a pure function.
/// </summary>
internal sealed class Change : WorldView
{
    private readonly Transaction transaction;

    internal Change(Transaction transaction, Scope scope, Caller caller, Rules rules)
        : base(scope, caller, transaction.Now, rules) => this.transaction = transaction;

    public override IEnumerable<Scope> Scopes => transaction.Scopes;

    public override Partition Partition(Scope scope) => transaction.Partition(scope);

    public override Change At(Scope scope) =>
        scope == Scope ? this : new(transaction, scope, Caller, Rules);

    /// <summary>The same change made in the name of somebody else, such as the emulator itself.</summary>
    public Change As(Caller caller) => new(transaction, Scope, caller, Rules);

    /// <summary>Adds the row, or replaces the one with its id. A new row gets the next sequence number.</summary>
    public T Put<T>(T row)
        where T : Row, IRow<T>
    {
        var table = Rows<T>();
        var old = table.Find(row.Id);
        var sequence = old?.Sequence ?? transaction.NextSequence();
        if (row.Sequence != sequence) row = row with { Sequence = sequence };
        transaction.Write(Scope, table.Put(row), T.Kind, row.Id, row);
        return row;
    }

    /// <summary>
    /// Replaces a row by what <paramref name="update"/> makes of it, or throws the kind's NotFound error.
    /// </summary>
    public T Update<T>(string id, Func<T, T> update)
        where T : Row, IRow<T> => Put(update(Get<T>(id)));

    /// <summary>Removes the row, if it is there, with its tags.</summary>
    public void Remove<T>(string id)
        where T : Row, IRow<T>
    {
        var table = Rows<T>();
        if (table.Find(id) is null) return;
        transaction.Write(Scope, table.Remove(id), T.Kind, id, null);
        if (T.Kind.ResourceType is not null) Remove<TagsRow>(id);
    }

    /// <summary>
    /// A new id such as <c>vpc-0d6f3c0e9a3b1c2d4</c>: the prefix and 17 hex digits, the length that AWS gives to all
    /// resources since 2018.
    /// </summary>
    public string NewId(string prefix) => $"{prefix}-0{transaction.NextRandom():x16}";

    /// <summary>64 random bits from the seeded source.</summary>
    public ulong Random() => transaction.NextRandom();

    /// <summary>A random text of this many characters of an alphabet.</summary>
    public string RandomText(int length, string alphabet)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++) text[i] = alphabet[(int)(transaction.NextRandom() % (ulong)alphabet.Length)];
        return new(text);
    }

    /// <summary>A random UUID (version 4) in AWS's lower-case form.</summary>
    public string NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, transaction.NextRandom());
        BitConverter.TryWriteBytes(bytes[8..], transaction.NextRandom());
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    /// <summary>
    /// Runs a part of the change that may be refused while the rest goes on: the refusal, with nothing left of what the
    /// part wrote, or null when it was done.
    /// </summary>
    /// <typeparam name="TRefusal">The exception that counts as a refusal; others go through.</typeparam>
    public TRefusal? Attempt<TRefusal>(Action part)
        where TRefusal : Exception
    {
        var before = transaction.Save();
        try
        {
            part();
            return null;
        }
        catch (TRefusal refusal)
        {
            transaction.Restore(before);
            return refusal;
        }
    }

    /// <summary>
    /// Runs a transition on a subject when the delay (AWS's own, scaled by the settings) has passed. It survives a
    /// restart. With instant transitions it runs at the end of this very change.
    /// </summary>
    public void Later<TTransition>(TimeSpan delay, string subject)
        where TTransition : ITransition => Schedule<TTransition>(delay * Rules.TransitionScale, subject);

    /// <summary>
    /// As <see cref="Later{T}"/>, for what no setting hastens: a lifetime rather than a state that passes.
    /// </summary>
    public void Expire<TTransition>(TimeSpan lifetime, string subject)
        where TTransition : ITransition => Schedule<TTransition>(lifetime, subject);

    /// <summary>Forgets a transition that was to come.</summary>
    public void Cancel<TTransition>(string subject)
        where TTransition : ITransition => Remove<TimerRow>($"{typeof(TTransition).Name}:{subject}");

    private void Schedule<TTransition>(TimeSpan delay, string subject)
    {
        var due = Now + delay;
        var timer = new TimerRow($"{typeof(TTransition).Name}:{subject}", due, typeof(TTransition).Name, subject);
        if (due <= Now) transaction.Enqueue(Scope, timer);
        else Put(timer);
    }
}
