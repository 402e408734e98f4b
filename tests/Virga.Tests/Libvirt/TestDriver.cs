using Virga.Libvirt;
using Virga.Libvirt.Interop;
using Xunit;

namespace Virga.Tests.Libvirt;

/// <summary>
/// libvirt's own test driver: a hypervisor inside the client library which runs nothing. Each has a world of its own,
/// made from a file; <c>test:///default</c> is one world for the whole process.
/// </summary>
internal sealed class TestDriver : IDisposable
{
    internal const string Pool = "default-pool";

    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");

    internal TestDriver()
    {
        if (LibvirtLibrary.MissingBecause() is { } reason)
            Assert.Skip("reason: " + reason);
        File.WriteAllText(
            path,
            """
            <node>
              <pool type="dir"><name>default-pool</name><target><path>/default-pool</path></target></pool>
            </node>
            """);
        Host = new LibvirtHost("test://" + path);
        Host.Connect();
    }

    internal LibvirtHost Host { get; }

    public void Dispose()
    {
        Host.Dispose();
        File.Delete(path);
    }
}
