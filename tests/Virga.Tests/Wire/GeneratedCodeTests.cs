using Virga.Wire.Generator;
using Xunit;

namespace Virga.Tests.Wire;

public sealed class GeneratedCodeTests
{
    [Fact]
    public void Committed_code_is_what_the_models_make()
    {
        var root = RepositoryRoot();
        var files = ServiceWriter.WriteAll(Path.Combine(root, "models"));
        var stale = new GeneratedFiles(Path.Combine(root, "src", "Virga.Wire", "Generated")).Stale(files);
        Assert.True(stale.Count == 0, $"Run ./virga gen and commit. Stale: {string.Join(", ", stale)}");
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Virga.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        return folder;
    }
}
