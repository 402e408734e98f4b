using System.Runtime.CompilerServices;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>
/// The emulator and a libvirtd of its own are killed at seeded points of a machine's life (<c>crash.py</c>): each time
/// API, domains and disks come to agree, and nothing is lost.
/// </summary>
public sealed class CrashTests(Hypervisor hypervisor, ITestOutputHelper output)
{
    [Fact]
    public Task Twenty_crashes_lose_no_disk() => RunAsync(7, 20);

    /// <summary>At other moments; two minutes more than a test run needs.</summary>
    [Fact(Explicit = true)]
    public Task Twenty_other_crashes_lose_no_disk() => RunAsync(12, 20);

    private async Task RunAsync(int seed, int points)
    {
        await hypervisor.RequireAsync();
        var (_, image, _) = await Tool.RunAsync(Path.Combine(Tool.Repository, "eng", "vm-images.sh"), "micro");
        var server = Path.Combine(AppContext.BaseDirectory, "virga-server.dll");

        var (code, text, error) = await Tool.RunAsync(
            "python3", Iam.Tool.File("crash.py", Here()), server, image, $"{seed}", $"{points}");

        output.WriteLine(text);
        Assert.True(code == 0, text + error);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
