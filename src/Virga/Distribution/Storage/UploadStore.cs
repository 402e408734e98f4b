using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Distribution.Storage;

/// <summary>
/// Uploads under way, each a file. A file name holds the repository that it belongs to (hashed), so that an upload can
/// go on after a restart, and never in another repository.
/// </summary>
internal sealed class UploadStore : IDisposable
{
    /// <summary>An upload that nobody went on with; AWS keeps them for a day as well.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Upload> open = new(StringComparer.Ordinal);
    private readonly TimeProvider time;

    public UploadStore(string folder, TimeProvider time)
    {
        Folder = folder;
        this.time = time;
        Directory.CreateDirectory(folder);
    }

    public string Folder { get; }

    /// <summary>Starts an upload for a repository.</summary>
    public Upload Begin(Scope scope, string repository)
    {
        // The API model wants the form of a UUID, and clients check it.
        var id = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
        var key = Key(scope, repository, id);
        var upload = new Upload(id, Path.Combine(Folder, key), time.GetUtcNow());
        open[key] = upload;
        return upload;
    }

    /// <summary>The upload, also one that an earlier run began; null when there is none in this repository.</summary>
    public async ValueTask<Upload?> FindAsync(
        Scope scope, string repository, string id, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "D", out var parsed)) return null;
        id = parsed.ToString("D");
        var key = Key(scope, repository, id);
        if (open.TryGetValue(key, out var known)) return known;
        var path = Path.Combine(Folder, key);
        if (!File.Exists(path)) return null;
        var restored = new Upload(id, path, time.GetUtcNow());
        await restored.RestoreAsync(cancellation).ConfigureAwait(false);
        return open.GetOrAdd(key, restored);
    }

    /// <summary>Ends an upload; its file is deleted unless it was moved away.</summary>
    public void End(Scope scope, string repository, Upload upload)
    {
        open.TryRemove(Key(scope, repository, upload.Id), out _);
        upload.Dispose();
        File.Delete(upload.Path);
    }

    /// <summary>Deletes what nobody went on with for a day, and what a crash left behind.</summary>
    public int Prune() => Prune(Lifetime);

    /// <summary>The same with another age; zero when nobody is pushing.</summary>
    public int Prune(TimeSpan age)
    {
        var count = 0;
        var before = time.GetUtcNow() - age;
        foreach (var (key, upload) in open)
        {
            if (upload.UsedAt > before || !open.TryRemove(key, out _)) continue;
            upload.Dispose();
            File.Delete(upload.Path);
            count++;
        }

        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            if (open.ContainsKey(Path.GetFileName(path)) || File.GetLastWriteTimeUtc(path) > before.UtcDateTime)
                continue;
            File.Delete(path);
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        foreach (var upload in open.Values) upload.Dispose();
    }

    private static string Key(Scope scope, string repository, string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}/{repository}"));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, 8))}-{id}";
    }
}
