using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>Where the mock's configuration comes from and is saved to, with its messages (observed on
/// 1.13.0).</summary>
internal sealed class ImdsConfiguration(IReadOnlyDictionary<string, string> environment, TextWriter output, GoLog log)
{
    private const string DefaultName = "aemm-config";
    private const string SavedDirectory = ".ec2-metadata-mock";
    private const string SavedFile = ".aemm-config-used.json";
    private const string NotSaved = "Warning: Failed to save the final configuration to local file";

    private bool _isSavedReported;

    private string? Home => environment.TryGetValue("HOME", out var home) && home.Length > 0 ? home : null;

    /// <summary>The file of --config-file, AEMM_CONFIG_FILE or $HOME; null when there is none of the last.</summary>
    public string? Find(ImdsArguments arguments)
    {
        if (arguments.ByKey.TryGetValue("config-file", out var flag) && flag.Length > 0) return flag;
        if (environment.TryGetValue("AEMM_CONFIG_FILE", out var variable)) return variable;
        if (Home is not { } home) return null;
        var found = ConfigFile.Extensions.Select(extension => Path.Combine(home, $"{DefaultName}.{extension}"))
            .FirstOrDefault(File.Exists);
        if (found is null) log.Line($"Warning:  Config File \"{DefaultName}\" Not Found in \"[{home}]\"");
        return found;
    }

    /// <summary>The file's content; nothing without one. Throws <see cref="ConfigFileException"/> with the whole
    /// message.
    /// </summary>
    public ConfigMap Read(string? path)
    {
        if (path is null) return [];
        try
        {
            var map = ConfigFile.Read(path);
            output.Write($"Using configuration from file:  {path}\n");
            output.Flush();
            return map;
        }
        catch (ConfigFileException wrong)
        {
            throw new ConfigFileException($"Error while attempting to apply overrides from {path}: {wrong.Message}");
        }
    }

    /// <summary>Writes the settings in force; a failure is a warning, and the mock goes on.</summary>
    public void Save(MockSettings settings)
    {
        var directory = (Home ?? ".") + "/" + SavedDirectory;
        var path = directory + "/" + SavedFile;
        if (File.Exists(directory))
        {
            log.Line($"{NotSaved} - The destination '{directory}' for saving the configuration already exists, "
                + "but is not a directory");
            return;
        }

        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Line($"{NotSaved} - Failed to create directory for final configuration at {directory}: "
                + $"mkdir {directory}: {Reason(failure)}");
            return;
        }

        try
        {
            File.WriteAllText(path, GoJson.Saved(settings.ToMap()));
            if (_isSavedReported) return;
            output.Write($"Successfully saved final configuration to local file  {path}\n");
            output.Flush();
            _isSavedReported = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Line($"{NotSaved} {path}: open {path}: {Reason(failure)}");
        }
    }

    private static string Reason(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException => "no such file or directory",
        _ => failure.Message,
    };
}
