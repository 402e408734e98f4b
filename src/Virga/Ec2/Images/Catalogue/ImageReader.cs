using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Facts;

namespace Virga.Ec2.Images.Catalogue;

/// <summary>Makes an <see cref="ImageFacts"/> of a row of <c>images.tsv</c>, column by column in its order.</summary>
internal static class ImageReader
{
    /// <summary>Windows maps 26 instance-store volumes, <c>xvdca</c> to <c>xvdcz</c>; most types have fewer.</summary>
    private const int WindowsEphemeralCount = 26;

    /// <summary>Reads one row for one region.</summary>
    public static ImageFacts Read(string row, string region)
    {
        var cells = new FactReader(row);
        var name = cells.Text();
        var id = cells.OptionalText();
        return new ImageFacts
        {
            Name = name,
            ImageId = id ?? HashedId("ami", region, name),
            IsSeed = id is not null,
            Description = cells.Text(),
            OwnerId = cells.Text(),
            OwnerAlias = cells.OptionalText(),
            Architecture = cells.Text(),
            CreationDate = cells.Text(),
            BlockDevices = Devices(
                cells.Text(), cells.Text(), HashedId("snap", id is null ? region : "", name), cells.Text()),
            BootMode = cells.OptionalText(),
            ImdsSupport = cells.OptionalText(),
            TpmSupport = cells.OptionalText(),
            Platform = PlatformFacts.Of(cells.Text()),
            DeprecationTime = cells.OptionalText(),
            DefaultUser = cells.Text(),
            ContainerImage = cells.OptionalText(),
        };
    }

    /// <summary>
    /// An id with 17 hexadecimal digits, the first of them 0 as on AWS, that is the same on every machine.
    /// </summary>
    private static string HashedId(string prefix, string region, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}\n{region}\n{name}"), hash);
        return $"{prefix}-0{Convert.ToHexStringLower(hash[..8])}";
    }

    /// <summary>
    /// The root device, then what <paramref name="others"/> says: the name of a publisher's set of instance-store
    /// placeholders, or <c>/dev/xvdb=20:gp3</c>.
    /// </summary>
    private static ImageDeviceFacts[] Devices(string device, string volume, string snapshot, string others)
    {
        var root = Volume(device, volume) with { SnapshotId = snapshot };
        return others.Split('=') switch
        {
            ["ubuntu"] => [root, .. Placeholders("/dev/sd", 'b', 2)],
            ["windows"] => [root, .. Placeholders("xvdc", 'a', WindowsEphemeralCount)],
            [var name, var empty] => [root, Volume(name, empty)],
            _ => [root],
        };
    }

    /// <summary>A volume of <c>8:gp3</c>: GiB and type.</summary>
    private static ImageDeviceFacts Volume(string device, string volume)
    {
        var colon = volume.IndexOf(':', StringComparison.Ordinal);
        return new ImageDeviceFacts(device)
        {
            VolumeSizeGiB = int.Parse(volume.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture),
            VolumeType = volume[(colon + 1)..],
        };
    }

    private static IEnumerable<ImageDeviceFacts> Placeholders(string prefix, char first, int count) =>
        Enumerable.Range(0, count).Select(at =>
            new ImageDeviceFacts(prefix + (char)(first + at)) { VirtualName = $"ephemeral{at}" });
}
