using System.Buffers.Binary;

namespace Virga.Compute.Disks;

/// <summary>
/// What the first bytes of a disk say about how it boots. A partition table with an EFI system partition and nothing
/// for a BIOS is one for UEFI. Layout and type ids: UEFI Specification 2.10, chapter 5.
/// </summary>
internal static class BootSectors
{
    /// <summary>How much of a disk is looked at: its boot record and a partition table of the usual size.</summary>
    public const int Bytes = 34 * SectorBytes;

    private const int SectorBytes = 512;
    private const int BootCodeBytes = 440;
    private const int GuidBytes = 16;

    private static readonly Guid EfiSystem = new("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

    /// <summary>Where GRUB keeps itself on such a disk, for a BIOS to find.</summary>
    private static readonly Guid BiosBoot = new("21686148-6449-6e6f-744e-656564454649");

    /// <summary>Whether only UEFI can boot a disk that begins so.</summary>
    public static bool NeedUefi(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2 * SectorBytes || !head[SectorBytes..].StartsWith("EFI PART"u8)) return false;
        if (head[..BootCodeBytes].ContainsAnyExcept((byte)0)) return false;
        var table = head[SectorBytes..];
        var first = BinaryPrimitives.ReadUInt64LittleEndian(table[72..]) * SectorBytes;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(table[80..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(table[84..]);
        var hasEfi = false;
        for (uint i = 0; i < count && size >= GuidBytes; i++)
        {
            var at = first + ((ulong)i * size);
            if (at + GuidBytes > (ulong)head.Length) break;
            var type = new Guid(head.Slice((int)at, GuidBytes));
            if (type == BiosBoot) return false;
            hasEfi |= type == EfiSystem;
        }

        return hasEfi;
    }
}
