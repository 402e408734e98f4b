using System.Text;
using Virga.Compute.Disks;
using Xunit;

namespace Virga.Tests.Compute.Disks;

public sealed class DiskFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(new byte[] { 0x51, 0x46, 0x49, 0xFB }, "qcow2")]
    [InlineData(new byte[] { (byte)'K', (byte)'D', (byte)'M', (byte)'V' }, "vmdk")]
    [InlineData(new byte[] { 0, 1, 2 }, null)]
    public void FilesAreKnownByTheirBeginning(byte[] head, string? format)
    {
        File.WriteAllBytes(path, [.. head, .. new byte[2048]]);

        Assert.Equal(format, DiskFile.FormatOf(path));
    }

    [Fact]
    public void ABootRecordIsARawDisksAndAFooterAVhds()
    {
        File.WriteAllBytes(path, [.. new byte[510], 0x55, 0xAA, .. new byte[512]]);
        Assert.Equal("raw", DiskFile.FormatOf(path));

        File.WriteAllBytes(path, [.. new byte[1024], .. Encoding.ASCII.GetBytes("conectix"), .. new byte[504]]);
        Assert.Equal("vpc", DiskFile.FormatOf(path));
    }

    [Fact]
    public void AFixedVhdIsOneAlsoWhereItBoots()
    {
        File.WriteAllBytes(
            path,
            [.. new byte[510], 0x55, 0xAA, .. new byte[512], .. Encoding.ASCII.GetBytes("conectix"), .. new byte[504]]);

        Assert.Equal("vpc", DiskFile.FormatOf(path));
    }

    [Fact]
    public async Task ARawDiskIsCopiedWithNoToolAtAll()
    {
        File.WriteAllBytes(path, [.. new byte[510], 0x55, 0xAA]);
        var copy = path + ".copy";
        try
        {
            await DiskFile.ConvertAsync(path, "raw", copy, "raw", TestContext.Current.CancellationToken);

            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(copy));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Theory]
    [InlineData("VHD", "vpc")]
    [InlineData("vmdk", "vmdk")]
    [InlineData("docker", null)]
    [InlineData(null, null)]
    public void AwsNamesAreQemusOrNone(string? name, string? format) =>
        Assert.Equal(format, DiskFile.FormatNamed(name));
}
