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
        var description = input.Description?.Value ?? Named(input, ImageAttributeName.Description);
        var imds = input.ImdsSupport?.Value ?? Named(input, ImageAttributeName.ImdsSupport);
        var (added, removed) = Permissions(input);
        var isShared = added.Count + removed.Count > 0;
        switch ((description is null ? 0 : 1) + (imds is null ? 0 : 1) + (isShared ? 1 : 0))
        {
            case 0: throw Ec2Errors.NoAttributes();
            // API Reference, ModifyImageAttribute: one attribute at a time.
            case > 1: throw Ec2Errors.OneAttribute();
        }

        if (isShared) image = ImagePermissions.Changed(change, image, added, removed);
        change.Put(image with
        {
            Description = description ?? image.Description,
            ImdsSupport = imds is null ? image.ImdsSupport : Imds(imds),
        });
        return new();
    }

    /// <summary>The value of an attribute that is named by <c>Attribute</c> and <c>Value</c>.</summary>
    private static string? Named(ModifyImageAttributeRequest input, string attribute) =>
        input.Attribute == attribute ? input.Value : null;

    private static string Imds(string value) => value == ImdsV2
        ? value
        : throw CommonErrors.InvalidParameterValue($"Invalid value '{value}' for ImdsSupport.");

    private static (List<LaunchPermission> Added, List<LaunchPermission> Removed) Permissions(
        ModifyImageAttributeRequest input)
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
        return (added, removed);
    }
}
