using System.IO.Compression;
using System.Text;
using YamlDotNet.Core;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// Takes user data apart as cloud-init does: gzip, MIME, archives and includes inside of each other, then by what each
/// begins with. What it cannot take is named in <see cref="Problems"/>. Source: cloud-init's documentation, "User data
/// formats", and the behaviour of its package 22.4.
/// </summary>
/// <param name="include">The content of an included URL, or null when it is not to be had.</param>
internal sealed class UserDataReader(Func<string, byte[]?> include)
{
    /// <summary>EC2 takes 16 KiB; unpacked it may be more, but no machine needs this much.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 10;

    private static readonly (string Start, string Type)[] Starts =
    [
        ("#include-once", "text/x-include-once-url"), ("#include", "text/x-include-url"), ("#!", "text/x-shellscript"),
        ("#cloud-config-archive", "text/cloud-config-archive"), ("#cloud-config", "text/cloud-config"),
        ("#cloud-boothook", "text/cloud-boothook"), ("#part-handler", "text/part-handler"),
        ("#upstart-job", "text/upstart-job"), ("## template: jinja", "text/jinja2"),
    ];

    /// <summary>Types that say nothing; the content decides. Source: as above.</summary>
    private static readonly string[] Vague =
        ["text/plain", "text/x-not-multipart", "application/octet-stream", "application/gzip", "application/x-gzip"];

    private readonly List<UserDataPart> parts = [];
    private readonly List<string> problems = [];
    private int counted;

    public IReadOnlyList<UserDataPart> Parts => parts;

    /// <summary>Sentences for the log.</summary>
    public IReadOnlyList<string> Problems => problems;

    public void Read(ReadOnlyMemory<byte> userData)
    {
        if (!userData.IsEmpty) Take(userData.ToArray(), null, null, 0);
    }

    private void Take(byte[] bytes, string? type, MimeMessage? message, int depth)
    {
        if (depth > MaxDepth)
        {
            problems.Add($"user data is nested more than {MaxDepth} deep; the rest is left out");
            return;
        }

        if (bytes is [0x1f, 0x8b, ..])
        {
            if (Unpack(bytes) is { } plain) Take(plain, null, message, depth + 1);
            return;
        }

        if (type is null or "message/rfc822" && MimeMessage.IsMessage(bytes)) Open(MimeMessage.Read(bytes), depth);
        else Handle(bytes, type is null || Vague.Contains(type) ? TypeOf(bytes) : type, message, depth);
    }

    private void Open(MimeMessage message, int depth)
    {
        if (message.ContentType.StartsWith("multipart/", StringComparison.Ordinal))
        {
            foreach (var part in message.Parts()) Open(part, depth + 1);
            return;
        }

        try
        {
            Take(message.Content(), message.ContentType, message, depth + 1);
        }
        catch (FormatException broken)
        {
            problems.Add($"a part of the user data can not be decoded: {broken.Message}");
        }
    }

    private void Handle(byte[] bytes, string? type, MimeMessage? message, int depth)
    {
        switch (type)
        {
            case "text/x-include-url" or "text/x-include-once-url":
                Include(Encoding.UTF8.GetString(bytes), depth);
                break;
            case "text/cloud-config-archive":
                OpenArchive(Encoding.UTF8.GetString(bytes), depth);
                break;
            case { } known when KindOf(known) is { } kind:
                Add(kind, bytes, message);
                break;
            case null:
                problems.Add("user data is not run: it starts with " +
                    $"\"{FirstLine(bytes)}\", not with #! or another mark that cloud-init knows");
                break;
            default:
                counted++;
                problems.Add($"a part of type {type} is not supported and left out");
                break;
        }
    }

    private void Add(PartKind kind, byte[] bytes, MimeMessage? message)
    {
        counted++;
        var name = message?.FileName is { Length: > 0 } given ? Path.GetFileName(given) : $"part-{counted:d3}";
        parts.Add(new(kind, string.Concat(name.Select(one => one is '\t' or '\n' or '/' ? '_' : one)), bytes)
        {
            MergeType = message?.Header("Merge-Type") ?? message?.Header("X-Merge-Type"),
        });
    }

    /// <summary>A line that is not a comment is a URL.</summary>
    private void Include(string text, int depth)
    {
        foreach (var line in text.Split('\n'))
        {
            var url = line.Trim();
            foreach (var mark in (string[])["#include-once", "#include"])
                if (url.StartsWith(mark, StringComparison.Ordinal)) url = url[mark.Length..].Trim();
            if (url.Length == 0 || url.StartsWith('#')) continue;
            if (include(url) is { } content) Take(content, null, null, depth + 1);
            else problems.Add($"{url} is not included: only URLs of the metadata service are, and it has to be there");
        }
    }

    private void OpenArchive(string text, int depth)
    {
        try
        {
            foreach (var item in YamlNode.Read(text)?.Items ?? [])
            {
                var content = Encoding.UTF8.GetBytes(item.Text ?? item["content"]?.Text ?? "");
                Take(content, item["type"]?.Text, null, depth + 1);
            }
        }
        catch (YamlException broken)
        {
            problems.Add($"the cloud-config archive is no YAML: {broken.Message}");
        }
    }

    private byte[]? Unpack(byte[] bytes)
    {
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var plain = new byte[MaxBytes + 1];
            var size = packed.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            if (size <= MaxBytes) return plain[..size];
            problems.Add($"user data is more than {MaxBytes} bytes when unpacked, and is left out");
        }
        catch (InvalidDataException broken)
        {
            problems.Add($"user data can not be unpacked: {broken.Message}");
        }

        return null;
    }

    private static string? TypeOf(byte[] bytes)
    {
        var start = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 64)));
        foreach (var (mark, type) in Starts)
            if (start.StartsWith(mark, StringComparison.Ordinal)) return type;
        return null;
    }

    private static PartKind? KindOf(string type) => type switch
    {
        "text/x-shellscript" => PartKind.Script,
        "text/x-shellscript-per-boot" => PartKind.ScriptPerBoot,
        "text/x-shellscript-per-instance" => PartKind.ScriptPerInstance,
        "text/x-shellscript-per-once" => PartKind.ScriptPerOnce,
        "text/cloud-config" => PartKind.CloudConfig,
        "text/cloud-boothook" => PartKind.BootHook,
        _ => null,
    };

    private static string FirstLine(byte[] bytes)
    {
        var line = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 40))).Split('\n', '\r')[0];
        return string.Concat(line.Select(one => char.IsControl(one) ? '?' : one));
    }
}
