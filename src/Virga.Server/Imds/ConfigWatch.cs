using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>
/// Applies changes of the configuration file while the mock runs: everything in it, events and delays and listings
/// included. A file that cannot be used leaves the values as they are.
/// </summary>
internal sealed class ConfigWatch : IDisposable
{
    /// <summary>An editor writes a file in several steps; one look after the last of them is enough.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    /// <summary>File systems without notifications (some mounts in containers) are looked at now and then.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly MockSource _source;
    private readonly ImdsConfiguration _files;
    private readonly GoLog _log;
    private readonly Lock _gate = new();
    private readonly FileSystemWatcher _watcher;
    private readonly ITimer _timer;
    private string _text;

    private ConfigWatch(string path, MockSource source, ImdsConfiguration files, GoLog log, TimeProvider clock)
    {
        (_path, _source, _files, _log) = (path, source, files, log);
        _text = TextOf(path) ?? "";
        _timer = clock.CreateTimer(_ => Look(), null, Poll, Poll);
        // The whole directory: Kubernetes changes a mounted configuration by exchanging a link beside the file.
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _watcher.Changed += (_, _) => Soon();
        _watcher.Created += (_, _) => Soon();
        _watcher.Renamed += (_, _) => Soon();
        _watcher.EnableRaisingEvents = true;
    }

    public static ConfigWatch Start(
        string path, MockSource source, ImdsConfiguration files, GoLog log, TimeProvider clock) =>
        new(path, source, files, log, clock);

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Soon() => _timer.Change(Settle, Poll);

    private void Look()
    {
        lock (_gate)
        {
            if (TextOf(_path) is not { } text || text == _text) return;
            _text = text;
            try
            {
                var file = ConfigFile.Read(_path);
                _source.Change(sources => sources with { File = file });
                _log.Line($"Config file changed: {_path}");
                foreach (var note in _source.Settings.Notes) _log.Line(note);
                if (_source.Settings.Flag("save-config-to-file")) _files.Save(_source.Settings);
            }
            catch (Exception wrong) when (wrong is ConfigFileException or MockSettingException)
            {
                _log.Line($"Error while attempting to apply overrides from {_path}: {wrong.Message.TrimEnd()}; "
                    + "the previous values stay");
            }
        }
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
