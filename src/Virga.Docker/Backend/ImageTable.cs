using System.Runtime.InteropServices;
using Virga.Compute;

namespace Virga.Docker.Backend;

/// <summary>AMIs that a user names in a file, beside those that images are tagged as.</summary>
internal static class ImageTable
{
    /// <summary>
    /// A line each: the AMI's id, what the engine starts, and the AMI's name (default: that reference). <c>#</c> begins
    /// a comment.
    /// </summary>
    /// <exception cref="FormatException">A line is none of that; the text names it.</exception>
    public static IReadOnlyList<HostImage> Parse(string text, DateTimeOffset createdAt)
    {
        var images = new List<HostImage>();
        var lines = text.Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var words = lines[number].Split('#')[0].Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words.Length < 2 || !words[0].StartsWith("ami-", StringComparison.Ordinal))
                throw new FormatException($"line {number + 1}: an AMI's id and an image's reference are wanted");
            if (images.Exists(image => image.ImageId == words[0]))
                throw new FormatException($"line {number + 1}: {words[0]} is there twice");
            var name = words.Length > 2 ? words[2].Trim() : words[1];
            images.Add(new(words[0], name, words[1], HostArchitecture, createdAt, SizeBytes: 0));
        }

        return images;
    }

    /// <summary>Until the image is on the machine it counts as one for the machine.</summary>
    public static string HostArchitecture =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64";
}
