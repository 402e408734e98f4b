using System.Runtime.CompilerServices;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A hypervisor that is reached over the network, as any of another machine (<c>remote.py</c>).</summary>
public sealed class RemoteTests(Hypervisor hypervisor, ITestOutputHelper output)
{
    [Fact]
    public async Task A_hypervisor_by_TCP_runs_machines_and_takes_images()
    {
        await hypervisor.RequireAsync();
        if (!Tool.Exists("qemu-img")) Assert.Skip("reason: qemu-img missing");
        var (_, image, _) = await Tool.RunAsync(Path.Combine(Tool.Repository, "eng", "vm-images.sh"), "micro");
        var server = Path.Combine(AppContext.BaseDirectory, "virga-server.dll");

        var (code, text, error) = await Tool.RunAsync("python3", Iam.Tool.File("remote.py", Here()), server, image);

        output.WriteLine(text);
        Assert.True(code == 0, text + error);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
