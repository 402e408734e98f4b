using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Who may launch an image.</summary>
internal static class ImagePermissions
{
    private const string Everybody = "all";
    private const int AccountLength = 12;

    /// <summary>As DescribeImageAttribute shows them.</summary>
    public static List<LaunchPermission> Show(ImageRow row)
    {
        var shown = new List<LaunchPermission>();
        if (row.IsPublic) shown.Add(new() { Group = Everybody });
        shown.AddRange(row.LaunchUserIds.Select(user => new LaunchPermission { UserId = user }));
        shown.AddRange(row.LaunchArns.Select(arn => arn.Contains(":ou/", StringComparison.Ordinal)
            ? new LaunchPermission { OrganizationalUnitArn = arn }
            : new LaunchPermission { OrganizationArn = arn }));
        return shown;
    }

    /// <summary>The image with permissions added and removed.</summary>
    public static ImageRow Changed(
        WorldView at, ImageRow row, List<LaunchPermission> added, List<LaunchPermission> removed)
    {
        foreach (var one in added) Check(one);
        var makesPublic = added.Exists(one => one.Group == Everybody);
        if (makesPublic && ImageSettingsRow.Of(at).IsPublicAccessBlocked)
            throw Ec2Errors.OperationNotPermitted(
                "You can't publicly share this image because block public access is enabled.");
        if (makesPublic && row.Devices.Any(device => device.IsEncrypted))
            throw CommonErrors.InvalidParameterValue("Images with encrypted snapshots cannot be made public.");
        return row with
        {
            IsPublic = (row.IsPublic || makesPublic) && !removed.Exists(one => one.Group == Everybody),
            LaunchUserIds = Merged(row.LaunchUserIds, added, removed, one => one.UserId),
            LaunchArns = Merged(
                row.LaunchArns, added, removed, one => one.OrganizationArn ?? one.OrganizationalUnitArn),
        };
    }

    /// <summary>AWS's code; users quote the text in issues of Terraform.</summary>
    private static void Check(LaunchPermission one)
    {
        if (one.UserId is { } user && (user.Length != AccountLength || !user.All(char.IsAsciiDigit)))
            throw Invalid(user, "userId");
        if (one.Group is not (null or Everybody)) throw Invalid(one.Group, "userGroup");
    }

    private static AwsException Invalid(string value, string kind) => new(
        "InvalidAMIAttributeItemValue", $"Invalid attribute item value \"{value}\" for {kind} item type.");

    private static List<string> Merged(
        IReadOnlyList<string> old, List<LaunchPermission> added, List<LaunchPermission> removed,
        Func<LaunchPermission, string?> read)
    {
        var gone = removed.Select(read).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. old.Concat(added.Select(read).OfType<string>())
            .Where(one => !gone.Contains(one)).Distinct(StringComparer.Ordinal)];
    }
}
