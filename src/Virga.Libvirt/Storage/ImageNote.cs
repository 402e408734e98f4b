using System.Text.Json;
using System.Text.Json.Serialization;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Storage;

/// <summary>
/// What is to be known of an AMI in a pool and can not be seen in its disk: a small file of JSON beside it, since
/// volumes have no place for it. All emulators of a pool read it, on whatever host.
/// </summary>
/// <param name="Name">The AMI's name; null: its id.</param>
/// <param name="BootMode"><c>uefi</c> or <c>legacy-bios</c>; null where nothing is known.</param>
internal sealed record ImageNote(string? Name, string? BootMode)
{
    /// <summary>Its size, always the same so that it can be written over in one go.</summary>
    internal const int Bytes = 4096;

    private const string Suffix = ".json";
    private const string Prefix = "ami-";

    /// <summary>False while the disk is still on its way into the pool.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What the note of an image is called in the pool.</summary>
    internal static string NameOf(string imageId) => imageId + Suffix;

    /// <summary>The image that a volume of this name is the note of; null where it is none.</summary>
    internal static string? ImageOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name[..^Suffix.Length]
            : null;

    internal static byte[] Write(ImageNote note)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(note, ImageNoteJson.Default.ImageNote);
        var padded = new byte[Bytes];
        padded.AsSpan().Fill((byte)' ');
        text.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>What a volume says; nothing where that is no note of ours.</summary>
    internal static ImageNote Read(LibvirtVolume volume)
    {
        try
        {
            using var content = new MemoryStream();
            volume.Download(content, 0, Math.Min(Bytes, volume.ReadSize().CapacityBytes));
            return Parse(content.ToArray());
        }
        catch (LibvirtException error) when (error.IsNotFound)
        {
            return new(null, null);
        }
    }

    internal static ImageNote Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, ImageNoteJson.Default.ImageNote) ?? new(null, null);
        }
        catch (JsonException)
        {
            return new(null, null);
        }
    }
}

/// <summary>The note's form on disk.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImageNote))]
internal sealed partial class ImageNoteJson : JsonSerializerContext;
