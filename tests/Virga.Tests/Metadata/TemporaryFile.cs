namespace Virga.Tests.Metadata;

/// <summary>A file in a directory of its own, gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("virga-imds-");

    public TemporaryFile(string extension, string text, string name = "config")
    {
        Path = System.IO.Path.Combine(_directory.FullName, name + extension);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public string Home => _directory.FullName;

    public void Write(string text) => File.WriteAllText(Path, text);

    public void Dispose() => _directory.Delete(recursive: true);
}
