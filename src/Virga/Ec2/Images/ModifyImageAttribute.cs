using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Changes one attribute of an image: its description, or who may launch it.</summary>
internal sealed class ModifyImageAttribute : IMutation<ModifyImageAttributeRequest, ModifyImageAttributeResult>
{
    private const string ImdsV2 = "v2.0";

    public static ModifyImageAttributeResult Run(ModifyImageAttributeRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (input.Description?.Value is { } description) change.Put(image with { Description = description });
        else if (input.ImdsSupport?.Value is { } imds) change.Put(image with { ImdsSupport = Imds(imds) });
        else if (input.Attribute == ImageAttributeName.Description && input.Value is { } text)
            change.Put(image with { Description = text });
        else change.Put(Shared(input, image, change));
        return new();
    }

    private static string Imds(string value) => value == ImdsV2
        ? value
        : throw CommonErrors.InvalidParameterValue($"Invalid value '{value}' for ImdsSupport.");

    private static ImageRow Shared(ModifyImageAttributeRequest input, ImageRow image, Change change)
    {
        List<LaunchPermission> named =
        [
            .. (input.UserIds ?? []).Select(user => new LaunchPermission { UserId = user }),
            .. (input.UserGroups ?? []).Select(group => new LaunchPermission { Group = group }),
            .. (input.OrganizationArns ?? []).Select(arn => new LaunchPermission { OrganizationArn = arn }),
            .. (input.OrganizationalUnitArns ?? [])
                .Select(arn => new LaunchPermission { OrganizationalUnitArn = arn }),
        ];
        var added = input.LaunchPermission?.Add ?? [];
        var removed = input.LaunchPermission?.Remove ?? [];
        if (input.OperationType == OperationType.Add) added = [.. added, .. named];
        if (input.OperationType == OperationType.Remove) removed = [.. removed, .. named];
        if (added.Count + removed.Count == 0) throw Ec2Errors.NoAttributes();
        return ImagePermissions.Changed(change, image, added, removed);
    }
}
