using System.Security.Cryptography;
using Virga.Conformance.Libvirt;
using Virga.Libvirt;
using Virga.Libvirt.Networks;
using Virga.Libvirt.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(Hypervisor))]

namespace Virga.Conformance.Libvirt;

/// <summary>
/// This machine's QEMU with the micro image in its pool as an AMI: made once for all tests, and removed after them.
/// </summary>
public sealed class Hypervisor : IAsyncLifetime
{
    private const string Uri = "qemu:///system";

    private string? missing;

    internal LibvirtHost Host { get; } = new(Environment.GetEnvironmentVariable("VIRGA_EC2_HYPERVISOR_URI") ?? Uri);

    internal VolumeLedger Ledger { get; } = VolumeLedger.Open(null);

    internal DiskStore Store { get; private set; } = null!;

    internal GuestAddresses Addresses { get; private set; } = null!;

    internal LiveDisks LiveDisks { get; private set; } = null!;

    /// <summary>Of this run alone: several may share the machine.</summary>
    internal string ImageId { get; } = "ami-" + Hex(17);

    internal string KeyFolder { get; } = Directory.CreateTempSubdirectory("virga-key").FullName;

    internal string KeyPath => Path.Combine(KeyFolder, "key");

    internal string PublicKey => File.ReadAllText(KeyPath + ".pub").Trim();

    internal static string Hex(int digits) => RandomNumberGenerator.GetHexString(digits, lowercase: true);

    private readonly SemaphoreSlim gate = new(1);

    public ValueTask InitializeAsync()
    {
        Store = new DiskStore(Host, "default", Ledger);
        Addresses = new GuestAddresses(Host, "default");
        LiveDisks = new LiveDisks(Store, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a command in a guest as root, with the key of this run.</summary>
    internal Task<(int Code, string Output, string Error)> SshAsync(
        string address, string command, string user = "root") => Tool.RunAsync(
        "ssh", "-i", KeyPath, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "ConnectTimeout=5", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", user + "@" + address, command);

    /// <summary>Skips the test where no machine can run here.</summary>
    internal async Task RequireAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (missing is null)
                missing = await PrepareAsync() ?? "";
        }
        finally
        {
            gate.Release();
        }

        if (missing.Length > 0)
            Assert.Skip("reason: " + missing);
    }

    private async Task<string?> PrepareAsync()
    {
        if (Host.UnavailableBecause() is { } reason)
            return reason;
        if (!Tool.Exists("ssh"))
            return "ssh missing";
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a key", "-f", KeyPath);
        return await ImportAsync("micro", ImageId);
    }

    /// <summary>Brings an image of eng/vm-images.sh into the pool; the reason where it cannot be built.</summary>
    internal async Task<string?> ImportAsync(string variant, string imageId)
    {
        var script = Path.Combine(Tool.Repository, "eng", "vm-images.sh");
        var (code, path, error) = await Tool.RunAsync(script, variant);
        if (code != 0)
            return $"eng/vm-images.sh {variant}: {error}";
        await using var image = File.OpenRead(path);
        await Store.ImportAsync(imageId, image, (ulong)image.Length, TestContext.Current.CancellationToken);
        return null;
    }

    public ValueTask DisposeAsync()
    {
        if (missing is "")
            Store.DeleteAll();
        Host.Dispose();
        Directory.Delete(KeyFolder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
