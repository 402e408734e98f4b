using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Virga.Libvirt.Seeds;

/// <summary>
/// Writes an ISO 9660 image with a few files in its root, under short names and, as Joliet, under their own.
/// Source: ECMA-119 (the section of each structure is named) and the Joliet specification of 1995.
/// </summary>
/// <remarks>
/// The layout is fixed: 16 empty sectors, the two descriptors and their end, a path table in both byte orders and a
/// root directory for each of the two trees, then the files. Times are left zero, so the same files give the same
/// image.
/// </remarks>
internal static class IsoImage
{
    private const int SectorBytes = 2048;
    private const int PrimarySector = 16, JolietSector = 17, EndSector = 18;
    private const int PrimaryTables = 19, JolietTables = 21, PrimaryRoot = 23, JolietRoot = 24, FirstFile = 25;

    /// <summary>Readers of labels read 68 KiB at once (busybox 1.35) and see nothing on a smaller disk.</summary>
    private const int LeastSectors = 64;

    /// <summary>So that each root directory fits in its one sector.</summary>
    private const int FilesLimit = 8;

    internal static byte[] Write(string label, ImmutableArray<SeedFile> files)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(files.Length, FilesLimit);
        var starts = new int[files.Length];
        var sectors = FirstFile;
        for (var i = 0; i < files.Length; i++)
        {
            starts[i] = sectors;
            sectors += (files[i].Content.Length + SectorBytes - 1) / SectorBytes;
        }

        sectors = Math.Max(sectors, LeastSectors);
        var image = new byte[sectors * SectorBytes];
        WriteDescriptor(Sector(image, PrimarySector), label, sectors, isJoliet: false);
        WriteDescriptor(Sector(image, JolietSector), label, sectors, isJoliet: true);
        WriteSignature(Sector(image, EndSector), type: 255);
        WritePathTables(image, PrimaryTables, PrimaryRoot);
        WritePathTables(image, JolietTables, JolietRoot);
        WriteDirectory(Sector(image, PrimaryRoot), PrimaryRoot, files, starts, PrimaryName);
        WriteDirectory(Sector(image, JolietRoot), JolietRoot, files, starts, Encoding.BigEndianUnicode.GetBytes);
        for (var i = 0; i < files.Length; i++)
            files[i].Content.Span.CopyTo(image.AsSpan(starts[i] * SectorBytes));
        return image;
    }

    private static Span<byte> Sector(byte[] image, int number) => image.AsSpan(number * SectorBytes, SectorBytes);

    /// <summary>Linux reads it in lower case and without version, so that it suits even where Joliet is off.</summary>
    private static byte[] PrimaryName(string name) => Encoding.ASCII.GetBytes(name.ToUpperInvariant() + ".;1");

    /// <summary>ECMA-119 8.4 and 8.5; Joliet is told by the escape sequence for UCS-2 level 3.</summary>
    private static void WriteDescriptor(Span<byte> sector, string label, int sectors, bool isJoliet)
    {
        WriteSignature(sector, isJoliet ? (byte)2 : (byte)1);
        var text = isJoliet ? Encoding.BigEndianUnicode : Encoding.ASCII;
        WriteText(sector[8..40], "", text);
        WriteText(sector[40..72], label, text);
        WriteBoth32(sector[80..], sectors);
        if (isJoliet)
            "%/E"u8.CopyTo(sector[88..]);
        WriteBoth16(sector[120..], 1);
        WriteBoth16(sector[124..], 1);
        WriteBoth16(sector[128..], SectorBytes);
        WriteBoth32(sector[132..], 10);                         // bytes of a path table with only a root
        BinaryPrimitives.WriteInt32LittleEndian(sector[140..], isJoliet ? JolietTables : PrimaryTables);
        BinaryPrimitives.WriteInt32BigEndian(sector[148..], (isJoliet ? JolietTables : PrimaryTables) + 1);
        WriteRecord(sector[156..], isJoliet ? JolietRoot : PrimaryRoot, SectorBytes, [0], isDirectory: true);
        WriteText(sector[190..813], "", text);
        for (var time = 813; time < 881; time += 17)            // no time given: 16 digits zero, then the zone
            sector.Slice(time, 16).Fill((byte)'0');
        sector[881] = 1;
    }

    private static void WriteSignature(Span<byte> sector, byte type)
    {
        sector[0] = type;
        "CD001"u8.CopyTo(sector[1..]);
        sector[6] = 1;
    }

    /// <summary>ECMA-119 9.4: one record, for the root, which is its own parent.</summary>
    private static void WritePathTables(byte[] image, int firstTable, int rootSector)
    {
        var little = Sector(image, firstTable);
        var big = Sector(image, firstTable + 1);
        little[0] = big[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(little[2..], rootSector);
        BinaryPrimitives.WriteInt32BigEndian(big[2..], rootSector);
        BinaryPrimitives.WriteInt16LittleEndian(little[6..], 1);
        BinaryPrimitives.WriteInt16BigEndian(big[6..], 1);
    }

    private static void WriteDirectory(
        Span<byte> sector, int own, ImmutableArray<SeedFile> files, int[] starts, Func<string, byte[]> encode)
    {
        sector = sector[WriteRecord(sector, own, SectorBytes, [0], isDirectory: true)..];       // itself
        sector = sector[WriteRecord(sector, own, SectorBytes, [1], isDirectory: true)..];       // its parent
        var entries = files
            .Select((file, i) => (Name: encode(file.Name), Start: starts[i], file.Content.Length))
            .OrderBy(entry => Convert.ToHexString(entry.Name), StringComparer.Ordinal);
        foreach (var entry in entries)
            sector = sector[WriteRecord(sector, entry.Start, entry.Length, entry.Name, isDirectory: false)..];
    }

    /// <summary>ECMA-119 9.1. Returns the record's length, which is even.</summary>
    private static int WriteRecord(Span<byte> at, int sector, int length, ReadOnlySpan<byte> name, bool isDirectory)
    {
        var size = 33 + name.Length + (name.Length % 2 == 0 ? 1 : 0);
        at[0] = (byte)size;
        WriteBoth32(at[2..], sector);
        WriteBoth32(at[10..], length);
        at[25] = isDirectory ? (byte)2 : (byte)0;
        WriteBoth16(at[28..], 1);
        at[32] = (byte)name.Length;
        name.CopyTo(at[33..]);
        return size;
    }

    private static void WriteText(Span<byte> field, string text, Encoding encoding)
    {
        var width = encoding.GetByteCount(" ");
        encoding.GetBytes(text.PadRight(field.Length / width), field);
    }

    private static void WriteBoth16(Span<byte> at, short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(at, value);
        BinaryPrimitives.WriteInt16BigEndian(at[2..], value);
    }

    private static void WriteBoth32(Span<byte> at, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(at, value);
        BinaryPrimitives.WriteInt32BigEndian(at[4..], value);
    }
}
