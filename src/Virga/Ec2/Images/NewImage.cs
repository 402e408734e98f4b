using System.Buffers;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Makes images of the account: pending at first, available after a while.</summary>
internal static class NewImage
{
    private const int MinName = 3;
    private const int MaxName = 128;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789()[] ./-'@_");

    /// <summary>The name, when it has the form that AWS demands and is free.</summary>
    public static string CheckName(WorldView at, string? name)
    {
        if (name is null) throw CommonErrors.MissingParameter("name");
        if (name.Length is < MinName or > MaxName || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new AwsException("InvalidAMIName.Malformed",
                $"AMI names must be between {MinName} and {MaxName} characters long, and may contain letters, numbers, "
                + "'(', ')', '.', '-', '/' and '_'");
        if (ImageRow.FindByName(at, name) is { } other)
            throw new AwsException("InvalidAMIName.Duplicate", $"AMI name {name} is already in use by AMI {other.Id}");
        return name;
    }

    /// <summary>
    /// Puts a pending image and lets it become available; one that is captured does when it has been.
    /// </summary>
    public static ImageRow Begin(Change change, ImageRow image)
    {
        var row = change.Put(image with { State = ImageState.Pending });
        if (row.Capture is null) change.Later<ImageBecomesAvailable>(Delay, row.Id);
        return row;
    }
}

/// <summary>A new image can be launched.</summary>
internal sealed class ImageBecomesAvailable : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<ImageRow>(subject) is { State: ImageState.Pending } image)
            change.Put(image with { State = ImageState.Available });
    }
}
