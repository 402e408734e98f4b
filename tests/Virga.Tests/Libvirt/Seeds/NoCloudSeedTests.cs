using System.Buffers.Binary;
using System.Text;
using Virga.Libvirt.Seeds;
using Xunit;

namespace Virga.Tests.Libvirt.Seeds;

public sealed class NoCloudSeedTests
{
    private static readonly NoCloudSeed Seed = new()
    {
        InstanceId = "i-0123456789abcdef0",
        HostName = "ip-10-0-0-5",
        PublicKeys = ["ssh-ed25519 AAAA some \"one\""],
        UserData = Encoding.UTF8.GetBytes("#!/bin/sh\necho hello\n"),
    };

    [Fact]
    public void TheImageHoldsWhoTheInstanceIs()
    {
        var files = ReadJoliet(Seed.ToImage());

        Assert.Equal(["meta-data", "user-data"], files.Keys.Order());
        Assert.Equal(
            "instance-id: \"i-0123456789abcdef0\"\nlocal-hostname: \"ip-10-0-0-5\"\npublic-keys:\n" +
            "  - \"ssh-ed25519 AAAA some \\\"one\\\"\"\n",
            files["meta-data"]);
        Assert.Equal("#!/bin/sh\necho hello\n", files["user-data"]);
    }

    [Fact]
    public void AnExtraUserIsVendorDataSoThatUserDataStaysAsGiven()
    {
        var files = ReadJoliet((Seed with { ExtraUser = "localstack" }).ToImage());

        Assert.Equal("#!/bin/sh\necho hello\n", files["user-data"]);
        Assert.StartsWith("#cloud-config\nusers:\n  - default\n  - name: \"localstack\"\n", files["vendor-data"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutUserDataTheFileIsStillThere() =>
        Assert.Equal("", ReadJoliet((Seed with { UserData = null }).ToImage())["user-data"]);

    [Fact]
    public void TheLabelIsWhatCloudInitLooksFor()
    {
        var image = Seed.ToImage();

        Assert.Equal("CD001", Encoding.ASCII.GetString(image, 16 * 2048 + 1, 5));
        Assert.Equal("cidata".PadRight(32), Encoding.ASCII.GetString(image, 16 * 2048 + 40, 32));
        Assert.Equal(image.Length, 2048 * BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(16 * 2048 + 80)));
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytes() => Assert.Equal(Seed.ToImage(), Seed.ToImage());

    /// <summary>Reads the second tree as a Joliet reader does: from its descriptor, not from our layout.</summary>
    private static Dictionary<string, string> ReadJoliet(byte[] image)
    {
        var descriptor = image.AsSpan(17 * 2048, 2048);
        Assert.Equal(2, descriptor[0]);
        var root = BinaryPrimitives.ReadInt32LittleEndian(descriptor[158..]);
        var directory = image.AsSpan(root * 2048, BinaryPrimitives.ReadInt32LittleEndian(descriptor[166..]));
        var files = new Dictionary<string, string>();
        while (directory[0] != 0)
        {
            var record = directory[..directory[0]];
            if ((record[25] & 2) == 0)
            {
                var start = BinaryPrimitives.ReadInt32LittleEndian(record[2..]) * 2048;
                var length = BinaryPrimitives.ReadInt32BigEndian(record[14..]);
                var name = Encoding.BigEndianUnicode.GetString(record.Slice(33, record[32]));
                files.Add(name, Encoding.UTF8.GetString(image, start, length));
            }

            directory = directory[directory[0]..];
        }

        return files;
    }
}
