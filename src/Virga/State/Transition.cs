namespace Virga.State;

/// <summary>
/// A step that a resource takes by itself after a while: pending to available, deleting to deleted. A subject that is
/// gone by then is no error: the transition does nothing.
/// </summary>
internal interface ITransition
{
    /// <summary>Makes the step for the row with this id, in the scope of the change.</summary>
    static abstract void Run(Change change, string subject);
}

/// <summary>A transition that is still to come.</summary>
/// <param name="Id">Transition and subject, so that the same step is never pending twice.</param>
/// <param name="Due">When it runs.</param>
/// <param name="Transition">The name of the class that implements <see cref="ITransition"/>.</param>
/// <param name="Subject">The id of the row that it is about.</param>
internal sealed record TimerRow(string Id, DateTimeOffset Due, string Transition, string Subject)
    : Row(Id), IRow<TimerRow>
{
    public static RowKind<TimerRow> Kind { get; } = new("timer");
}

/// <summary>The tags of one resource.</summary>
/// <param name="Id">The id of the resource.</param>
/// <param name="Tags">Key and value, ordered by key as AWS lists them.</param>
internal sealed record TagsRow(string Id, SortedDictionary<string, string> Tags) : Row(Id), IRow<TagsRow>
{
    public static RowKind<TagsRow> Kind { get; } = new("tags");
}
