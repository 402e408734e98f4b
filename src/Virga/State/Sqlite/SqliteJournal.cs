using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Service;

namespace Virga.State.Sqlite;

/// <summary>
/// The journal as one SQLite table <c>rows(kind, account, region, id, revision, body)</c>. A thread of its own writes
/// all changes that wait as one transaction, so a burst of writers shares one flush.
/// </summary>
internal sealed partial class SqliteJournal : IJournal
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS rows (
            kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL,
            revision INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (kind, account, region, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private readonly FileStream ownership;
    private readonly SqliteDatabase database;
    private readonly ILogger log;
    private readonly Channel<Entry> queue = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly Task writer;
    private readonly Lock gate = new();
    private readonly Queue<(long Revision, TaskCompletionSource Done)> waiting = new();
    private long durableRevision;
    private Exception? failure;

    public SqliteJournal(string directory, ILogger log)
    {
        Directory.CreateDirectory(directory);
        this.log = log;
        ownership = Own(directory);
        database = new(Path.Combine(directory, "virga.db"));
        database.Execute(Schema);
        writer = Task.Factory.StartNew(WriteLoop, TaskCreationOptions.LongRunning);
    }

    private sealed record Entry(long Revision, IReadOnlyList<Touch>? Touches);

    public World Load()
    {
        lock (gate)
        {
            var partitions = ImmutableDictionary.CreateBuilder<Scope, Partition>();
            var kinds = Registry.RowKinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
            var lastSequence = 0L;
            using (var rows = database.Prepare("SELECT kind, account, region, id, body FROM rows"))
            {
                while (rows.Read())
                {
                    if (!kinds.TryGetValue(rows.Text(0), out var kind))
                    {
                        Log.UnknownKind(log, rows.Text(0), rows.Text(3));
                        continue;
                    }

                    var scope = new Scope(rows.Text(1), rows.Text(2));
                    var row = kind.Read(rows.Blob(4));
                    var partition = partitions.GetValueOrDefault(scope, Partition.Empty);
                    partitions[scope] = partition.With(partition.Table(kind).PutRow(row));
                    lastSequence = Math.Max(lastSequence, row.Sequence);
                }
            }

            var revision = Meta("revision");
            durableRevision = revision;
            return World.Loaded(partitions.ToImmutable(), revision, Math.Max(lastSequence, Meta("sequence")));
        }
    }

    public void Append(long revision, IReadOnlyList<Touch> touches) => queue.Writer.TryWrite(new(revision, touches));

    public ValueTask Durable(long revision)
    {
        lock (gate)
        {
            if (failure is not null) return ValueTask.FromException(Broken(failure));
            if (revision <= durableRevision) return ValueTask.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((revision, done));
            return new(done.Task);
        }
    }

    public void Clear(long revision) => queue.Writer.TryWrite(new(revision, null));

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer.ConfigureAwait(false);
        database.Dispose();
        await ownership.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Two emulators on one directory would each overwrite what the other answered.</summary>
    private static FileStream Own(string directory)
    {
        try
        {
            var path = Path.Combine(directory, "virga.lock");
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The data directory {directory} is in use by another virga.", exception);
        }
    }

    private void WriteLoop()
    {
        var batch = new List<Entry>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (queue.Reader.TryRead(out var entry)) batch.Add(entry);
            try
            {
                lock (gate) Write(batch);
                Complete(batch[^1].Revision);
            }
            catch (IOException exception)
            {
                // A full disk: nothing more may be answered as done, or memory and disk would disagree.
                Log.WriteFailed(log, exception);
                Fail(exception);
            }
        }
    }

    private void Write(List<Entry> batch)
    {
        database.Execute("BEGIN IMMEDIATE");
        using var put = database.Prepare("INSERT OR REPLACE INTO rows VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        using var delete = database.Prepare(
            "DELETE FROM rows WHERE kind = ?1 AND account = ?2 AND region = ?3 AND id = ?4");
        foreach (var entry in batch)
        {
            if (entry.Touches is null) database.Execute("DELETE FROM rows");
            foreach (var touch in entry.Touches ?? [])
            {
                var statement = touch.Row is null ? delete : put;
                statement.Bind(1, touch.Kind.Name).Bind(2, touch.Scope.Account).Bind(3, touch.Scope.Region)
                    .Bind(4, touch.Id);
                if (touch.Row is not null) statement.Bind(5, entry.Revision).Bind(6, touch.Kind.Write(touch.Row));
                statement.Run();
            }

            var sequence = entry.Touches?.Max(touch => touch.Row?.Sequence ?? 0) ?? 0;
            SetMeta("revision", entry.Revision);
            SetMeta("sequence", sequence);
        }

        database.Execute("COMMIT");
    }

    private long Meta(string name)
    {
        using var read = database.Prepare("SELECT value FROM meta WHERE name = ?1");
        return read.Bind(1, name).Read() ? read.Int64(0) : 0;
    }

    /// <summary>Only ever upwards: a removed row's sequence number is not given again.</summary>
    private void SetMeta(string name, long value) => database.Execute(
        string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO meta VALUES ('{name}', {value})
            ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
            """));

    private void Complete(long revision)
    {
        lock (gate)
        {
            durableRevision = Math.Max(durableRevision, revision);
            while (waiting.TryPeek(out var next) && next.Revision <= durableRevision)
                waiting.Dequeue().Done.SetResult();
        }
    }

    private void Fail(Exception exception)
    {
        lock (gate)
        {
            failure = exception;
            while (waiting.TryDequeue(out var next)) next.Done.SetException(Broken(exception));
        }
    }

    private static IOException Broken(Exception cause) =>
        new("The data directory cannot be written, so nothing more is accepted.", cause);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Row {Id} is of unknown kind {Kind}; it stays on disk.")]
        public static partial void UnknownKind(ILogger log, string kind, string id);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The data directory cannot be written.")]
        public static partial void WriteFailed(ILogger log, Exception exception);
    }
}
