namespace Virga.State;

/// <summary>
/// One resource as the World keeps it: independent facts only, other rows by id. What can be derived is derived in the
/// slice's view. Rows are immutable; a change puts a new one under the same id.
/// </summary>
internal abstract record Row(string Id) : INamed
{
    /// <summary>
    /// Order of creation in the whole World, from 1. Lists and page tokens follow it, so they are stable.
    /// </summary>
    public long Sequence { get; init; }
}

/// <summary>
/// Ties a row type to its <see cref="RowKind{T}"/>, so that generic code finds its table without reflection.
/// </summary>
internal interface IRow<TSelf>
    where TSelf : Row, IRow<TSelf>
{
    /// <summary>Name, serializer, indexes and AWS's nouns of this kind of row.</summary>
    static abstract RowKind<TSelf> Kind { get; }
}
