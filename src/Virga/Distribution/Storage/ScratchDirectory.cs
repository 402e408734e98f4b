namespace Virga.Distribution.Storage;

/// <summary>
/// A temporary directory that goes with its process. What killed processes left is removed by the next that makes one:
/// each holds a lock in its own, which ends with the process whatever ends that.
/// </summary>
internal sealed class ScratchDirectory : IDisposable
{
    private const string LockName = ".lock";

    private readonly FileStream held;

    /// <param name="prefix">What the names of such directories begin with.</param>
    public ScratchDirectory(string prefix)
    {
        Root = Directory.CreateTempSubdirectory(prefix).FullName;
        held = Lock(Root, FileMode.Create);
        Swept = Task.Run(() => Sweep(prefix));
    }

    public string Root { get; }

    /// <summary>Ends when what others left is gone.</summary>
    public Task Swept { get; }

    public void Dispose()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        held.Dispose();
    }

    private static FileStream Lock(string directory, FileMode mode) =>
        new(Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Sweep(string prefix)
    {
        foreach (var other in Directory.EnumerateDirectories(Path.GetTempPath(), prefix + "*"))
        {
            try
            {
                // One without a lock is being made this moment.
                using var mine = Lock(other, FileMode.Open);
                Directory.Delete(other, recursive: true);
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // It is in use, or somebody else's.
            }
        }
    }
}
