using System.Collections.Immutable;
using System.Text;

namespace Virga.Libvirt.Seeds;

/// <summary>
/// The disk that tells a guest without a metadata service who it is: cloud-init's NoCloud data source, which looks
/// for a file system labelled <c>cidata</c>. Attached as a read-only virtio disk, since Debian's cloud kernel has no
/// driver for a SATA CD and loads the one for an IDE CD too late for cloud-init's first look (both measured).
/// </summary>
internal sealed record NoCloudSeed
{
    private const string Label = "cidata";

    /// <summary>cloud-init runs user data once for each of these.</summary>
    internal required string InstanceId { get; init; }

    internal required string HostName { get; init; }

    /// <summary>In OpenSSH's one-line form; they go to the image's default user.</summary>
    internal ImmutableArray<string> PublicKeys { get; init; } = [];

    /// <summary>As given to RunInstances, bytes untouched; null where none was given.</summary>
    internal ReadOnlyMemory<byte>? UserData { get; init; }

    /// <summary>A user to be made beside the image's own, with the same keys and sudo; null makes none.</summary>
    internal string? ExtraUser { get; init; }

    internal byte[] ToImage()
    {
        var files = ImmutableArray.CreateBuilder<SeedFile>();
        files.Add(new SeedFile("meta-data", Encoding.UTF8.GetBytes(MetaData())));
        // NoCloud takes a seed without user-data for none at all.
        files.Add(new SeedFile("user-data", UserData ?? ReadOnlyMemory<byte>.Empty));
        if (ExtraUser is not null)
            files.Add(new SeedFile("vendor-data", Encoding.UTF8.GetBytes(VendorData(ExtraUser))));
        return IsoImage.Write(Label, files.ToImmutable());
    }

    private string MetaData()
    {
        var text = new StringBuilder();
        text.Append("instance-id: ").Append(Quote(InstanceId)).Append('\n');
        text.Append("local-hostname: ").Append(Quote(HostName)).Append('\n');
        if (!PublicKeys.IsEmpty)
            AppendKeys(text.Append("public-keys:\n"), "  ");
        return text.ToString();
    }

    /// <summary>Vendor data, so that it is merged with the user data and never replaces it.</summary>
    private string VendorData(string user)
    {
        var text = new StringBuilder("#cloud-config\nusers:\n  - default\n");
        text.Append("  - name: ").Append(Quote(user)).Append('\n');
        text.Append("    shell: /bin/bash\n    sudo: \"ALL=(ALL) NOPASSWD:ALL\"\n    lock_passwd: true\n");
        if (!PublicKeys.IsEmpty)
            AppendKeys(text.Append("    ssh_authorized_keys:\n"), "      ");
        return text.ToString();
    }

    private void AppendKeys(StringBuilder text, string indent)
    {
        foreach (var key in PublicKeys)
            text.Append(indent).Append("- ").Append(Quote(key.Trim())).Append('\n');
    }

    /// <summary>YAML's double-quoted form, in which a key's comment cannot start anything else.</summary>
    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                text.Append('\\');
            text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.Append('"').ToString();
    }
}
