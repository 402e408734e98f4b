using System.Runtime.InteropServices;

namespace Virga.State.Sqlite;

/// <summary>A prepared statement; parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, nint handle) : IDisposable
{
    public SqliteStatement Bind(int index, string value)
    {
        Must(SqliteNative.BindText(handle, index, value, -1, SqliteNative.Transient));
        return this;
    }

    public SqliteStatement Bind(int index, long value)
    {
        Must(SqliteNative.BindInt64(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Must(SqliteNative.BindBlob(handle, index, value, value.Length, SqliteNative.Transient));
        return this;
    }

    /// <summary>Steps to the next row; false when there is none.</summary>
    public bool Read() => SqliteNative.Step(handle) switch
    {
        SqliteNative.RowReady => true,
        SqliteNative.Done => false,
        _ => throw database.Failure("step"),
    };

    /// <summary>Runs to the end and makes the statement ready for other parameters.</summary>
    public void Run()
    {
        while (Read())
        {
        }

        Must(SqliteNative.Reset(handle));
    }

    public string Text(int column) => SqliteNative.Text(SqliteNative.ColumnText(handle, column));

    public long Int64(int column) => SqliteNative.ColumnInt64(handle, column);

    public byte[] Blob(int column)
    {
        var bytes = new byte[SqliteNative.ColumnBytes(handle, column)];
        if (bytes.Length > 0) Marshal.Copy(SqliteNative.ColumnBlob(handle, column), bytes, 0, bytes.Length);
        return bytes;
    }

    public void Dispose() => _ = SqliteNative.Finalize(handle);

    private void Must(int result)
    {
        if (result != SqliteNative.Ok) throw database.Failure("bind");
    }
}
