namespace Virga.State.Sqlite;

/// <summary>One open SQLite file, used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private nint handle;

    public SqliteDatabase(string path)
    {
        var result = SqliteNative.Open(path, out handle, SqliteNative.OpenReadWriteCreate, null);
        if (result != SqliteNative.Ok) throw Failure($"open {path}");
    }

    /// <summary>Runs statements without parameters.</summary>
    public void Execute(string sql)
    {
        if (SqliteNative.Execute(handle, sql, 0, 0, 0) != SqliteNative.Ok) throw Failure(sql);
    }

    public SqliteStatement Prepare(string sql)
    {
        if (SqliteNative.Prepare(handle, sql, -1, out var statement, 0) != SqliteNative.Ok) throw Failure(sql);
        return new(this, statement);
    }

    public void Dispose()
    {
        if (handle == 0) return;
        _ = SqliteNative.Close(handle);
        handle = 0;
    }

    /// <summary>The error with SQLite's own text.</summary>
    public IOException Failure(string doing) =>
        new($"SQLite could not {doing}: {SqliteNative.Text(SqliteNative.ErrorMessage(handle))}");
}
