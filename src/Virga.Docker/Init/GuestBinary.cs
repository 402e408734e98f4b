using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Virga.Docker.Init;

/// <summary>The guest's init as it was compiled into this program. Read when first asked for.</summary>
internal sealed class GuestBinary
{
    private const string Resource = "virga-init";

    // The machine's number in the header of an ELF file, at offset 18. Source: elf(5).
    private const int MachineOffset = 18;
    private const ushort MachineX64 = 62;
    private const ushort MachineArm64 = 183;

    private GuestBinary(byte[] bytes)
    {
        Bytes = bytes;
        Version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        Architecture = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(MachineOffset)) switch
        {
            MachineX64 => "x86_64",
            MachineArm64 => "aarch64",
            var other => $"ELF machine {other}",
        };
    }

    public byte[] Bytes { get; }

    /// <summary>A hash of the content, so that another build never takes this one's volume for its own.</summary>
    public string Version { get; }

    public string VolumeName => $"virga-init-{Version}";

    /// <summary>As uname and the engine have it.</summary>
    public string Architecture { get; }

    /// <summary>Null when this program was built where there was no C compiler.</summary>
    public static GuestBinary? Load()
    {
        using var stream = typeof(GuestBinary).Assembly.GetManifestResourceStream(Resource);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(bytes);
    }

    /// <summary>Another ELF file in its place, for tests.</summary>
    public static GuestBinary Of(byte[] bytes) => new(bytes);
}
