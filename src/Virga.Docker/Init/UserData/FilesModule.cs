using System.IO.Compression;
using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary><c>write_files</c>. Source: cloud-init's documentation, "Module reference, Write Files".</summary>
internal static class FilesModule
{
    /// <param name="plan">Where to.</param>
    /// <param name="files">The list, or null.</param>
    /// <param name="isDeferred">Those that wait for users and packages, or the others.</param>
    public static void Write(PlanWriter plan, YamlNode? files, bool isDeferred)
    {
        foreach (var file in files?.Items ?? [])
        {
            if ((file["defer"]?.Truth ?? false) != isDeferred) continue;
            if (file["path"]?.Text is not { Length: > 0 } path)
            {
                plan.Fail("write_files: an entry has no path");
                continue;
            }

            if (file["source"] is not null) plan.Fail($"write_files: {path}: a source is not supported");
            if (Decode(file["content"]?.Text ?? "", file["encoding"]?.Text) is not { } content)
            {
                plan.Fail($"write_files: {path} is not encoded as it says ({file["encoding"]?.Text})");
                continue;
            }

            // An owner of root needs no change, and an image may have no list of users.
            var owner = file["owner"]?.Text ?? "";
            plan.File(path, ModeOf(file["permissions"]), owner is "root" or "root:root" ? "" : owner, content,
                file["append"]?.Truth ?? false);
        }
    }

    /// <summary>
    /// Octal whether it is written as a text (<c>'0600'</c>) or as YAML's octal number (<c>0o600</c>).
    /// </summary>
    private static string ModeOf(YamlNode? node)
    {
        var text = node?.Text?.Trim() ?? "";
        if (text.StartsWith("0o", StringComparison.Ordinal)) text = text[2..];
        return text.Length is > 0 and <= 5 && text.All(one => one is >= '0' and <= '7') ? text : "644";
    }

    private static byte[]? Decode(string content, string? encoding)
    {
        try
        {
            return encoding?.ToLowerInvariant() switch
            {
                null or "" or "text/plain" => Encoding.UTF8.GetBytes(content),
                "b64" or "base64" => Convert.FromBase64String(content),
                "gz" or "gzip" => Unpack(Encoding.Latin1.GetBytes(content)),
                "gz+base64" or "gzip+base64" or "gz+b64" or "gzip+b64" => Unpack(Convert.FromBase64String(content)),
                _ => null,
            };
        }
        catch (Exception broken) when (broken is FormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var plain = new byte[UserDataReader.MaxBytes + 1];
        var size = stream.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
        return size <= UserDataReader.MaxBytes ? plain[..size] : throw new InvalidDataException("too large");
    }
}
