using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// What one account and region gives to the desired network: its tables, and where its machines run.
/// </summary>
internal sealed record Source(
    Scope Scope, Partition Tables, IReadOnlyDictionary<string, GuestPlace> Guests)
{
    public Table<T> Rows<T>()
        where T : Row, IRow<T> => Tables.Table<T>();

    /// <summary>The row, or null.</summary>
    public T? Find<T>(string? id)
        where T : Row, IRow<T> => Rows<T>().Find(id);
}
