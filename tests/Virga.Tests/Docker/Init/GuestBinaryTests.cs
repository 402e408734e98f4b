using System.Text;
using Virga.Docker.Init;
using Xunit;

namespace Virga.Tests.Docker.Init;

public sealed class GuestBinaryTests
{
    [Fact]
    public void The_embedded_init_is_static_for_this_machine_and_named_by_its_content()
    {
        var binary = GuestBinary.Load();
        if (binary is null) Assert.Skip("reason: a C compiler was missing when this was built (musl-tools)");

        Assert.Equal([0x7f, .. "ELF"u8], binary.Bytes[..4]);
        Assert.DoesNotContain("/ld-", Encoding.Latin1.GetString(binary.Bytes), StringComparison.Ordinal);
        Assert.Equal(binary.Version, GuestBinary.Load()!.Version);
        Assert.Matches("^virga-init-[0-9a-f]{12}$", binary.VolumeName);
        Assert.Contains(binary.Architecture, (string[])["x86_64", "aarch64"]);
        Assert.InRange(binary.Bytes.Length, 10_000, 2_000_000);
    }
}
