using System.Buffers.Binary;
using Virga.Compute.Disks;
using Xunit;

namespace Virga.Tests.Compute.Disks;

public sealed class BootSectorsTests
{
    private const string Efi = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
    private const string Bios = "21686148-6449-6e6f-744e-656564454649";
    private const string Linux = "0fc63daf-8483-4772-8e79-3d69d8477de4";

    [Theory]
    [InlineData(true, Efi, Linux)]
    [InlineData(false, Linux)]
    [InlineData(false, Bios, Efi, Linux)]
    public void APartitionTableSaysWhoCanBootIt(bool needsUefi, params string[] types) =>
        Assert.Equal(needsUefi, BootSectors.NeedUefi(Table(types)));

    [Fact]
    public void CodeInTheBootRecordIsForABios()
    {
        var head = Table(Efi);
        head[0] = 0xEB;

        Assert.False(BootSectors.NeedUefi(head));
    }

    [Fact]
    public void WhatIsCutShortSaysNothing()
    {
        Assert.False(BootSectors.NeedUefi([]));
        Assert.False(BootSectors.NeedUefi(new byte[BootSectors.Bytes]));
        Assert.False(BootSectors.NeedUefi(Table(Efi).AsSpan(0, 1024)));
    }

    private static byte[] Table(params string[] types)
    {
        var head = new byte[BootSectors.Bytes];
        var table = head.AsSpan(512);
        "EFI PART"u8.CopyTo(table);
        BinaryPrimitives.WriteUInt64LittleEndian(table[72..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(table[80..], 128);
        BinaryPrimitives.WriteUInt32LittleEndian(table[84..], 128);
        for (var i = 0; i < types.Length; i++)
            new Guid(types[i]).TryWriteBytes(head.AsSpan(1024 + (i * 128)));
        return head;
    }
}
