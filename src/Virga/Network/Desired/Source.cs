using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// What one account and region gives to the desired network: the World as it is seen from there, and where its machines
/// run.
/// </summary>
internal sealed record Source(WorldView View, IReadOnlyDictionary<string, GuestPlace> Guests)
{
    public Scope Scope => View.Scope;

    /// <summary>The tables of the account and region.</summary>
    public Partition Tables { get; } = View.Partition(View.Scope);

    public Table<T> Rows<T>()
        where T : Row, IRow<T> => Tables.Table<T>();

    /// <summary>The row, or null.</summary>
    public T? Find<T>(string? id)
        where T : Row, IRow<T> => Rows<T>().Find(id);
}
