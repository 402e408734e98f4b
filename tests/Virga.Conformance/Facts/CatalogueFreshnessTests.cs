using Virga.Conformance.Libvirt;
using Xunit;

namespace Virga.Conformance.Facts;

/// <summary>The committed tables of the catalogue are what eng/catalogue.py makes of its sources.</summary>
public sealed class CatalogueFreshnessTests
{
    /// <summary>docs/catalogue.md names it; another version has other facts.</summary>
    private const string MotoVersion = "5.2.1";

    [Fact]
    public async Task The_tables_are_fresh()
    {
        if (!Tool.Exists("python3")) Assert.Skip("reason: python3 missing");
        if (!Tool.Exists("node")) Assert.Skip("reason: node missing");
        var (_, version, _) = await Tool.RunAsync("python3", "-c", "import moto; print(moto.__version__)");
        if (version != MotoVersion) Assert.Skip($"reason: moto {MotoVersion} missing");
        var script = Path.Combine(Tool.Repository, "eng", "catalogue.py");
        var (code, output, error) = await Tool.RunAsync("python3", "-B", script, "--check");
        Assert.True(code == 0, $"run eng/catalogue.py: {output}{error}");
    }
}
