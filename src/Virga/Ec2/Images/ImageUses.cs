using Virga.Ec2.Instances;
using Virga.Ec2.LaunchTemplates;
using Virga.Service;
using Virga.Ssm.Parameters;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>What of an account names an image: instances, versions of launch templates, parameters.</summary>
internal static class ImageUses
{
    /// <summary>Types that AWS knows; Image Builder is not here, so that nothing of it names an image.</summary>
    private static readonly string[] Types =
    [
        ImageReferenceResourceType.Ec2Instance, ImageReferenceResourceType.Ec2LaunchTemplate,
        ImageReferenceResourceType.SsmParameter, ImageReferenceResourceType.ImagebuilderImageRecipe,
        ImageReferenceResourceType.ImagebuilderContainerRecipe,
    ];

    /// <summary>How many of the newest versions of a template are looked at by default (EC2 User Guide).</summary>
    private const int DefaultDepth = 20;

    /// <summary>The types that a request names, or AWS's error for one that is none.</summary>
    public static List<string> Chosen(bool isAll, IEnumerable<string?> asked)
    {
        var named = asked.Select(one => one ?? throw CommonErrors.MissingParameter("ResourceType")).ToList();
        if (isAll && named.Count > 0)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters IncludeAllResourceTypes and ResourceTypes cannot be used together.");
        if (!isAll && named.Count == 0) throw CommonErrors.MissingParameter("ResourceType");
        if (named.Find(one => !Types.Contains(one)) is { } wrong)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{wrong}' for ResourceType.");
        return isAll ? [.. Types] : named;
    }

    /// <summary>ARNs of what names the image, of one type, in the account of the view.</summary>
    /// <param name="at">The account and region.</param>
    /// <param name="imageId">The image.</param>
    /// <param name="type">AWS's name of the type.</param>
    /// <param name="states">States of instances that count; null for all.</param>
    /// <param name="depth">How many of the newest versions of a template count; null for AWS's default.</param>
    public static IEnumerable<string> Of(
        WorldView at, string imageId, string type, List<string>? states = null, int? depth = null) => type switch
        {
            ImageReferenceResourceType.Ec2Instance => at.Rows<InstanceRow>()
                .Where(row => row.ImageId == imageId && !row.IsTerminated && states?.Contains(row.State) != false)
                .Select(row => at.Ec2Arn("instance", row.Id)),
            ImageReferenceResourceType.Ec2LaunchTemplate => at.Rows<LaunchTemplateRow>()
                .Where(row => IsInTemplate(at, row, imageId, depth ?? DefaultDepth))
                .Select(row => at.Ec2Arn("launch-template", row.Id)),
            ImageReferenceResourceType.SsmParameter => at.Rows<ParameterRow>()
                .Where(row => row.Versions[^1].Value == imageId)
                .Select(row => ParameterArn(at, row.Id)),
            _ => [],
        };

    private static bool IsInTemplate(WorldView at, LaunchTemplateRow template, string imageId, int depth) =>
        at.Rows<LaunchTemplateVersionRow>().By(LaunchTemplateVersionRow.ByTemplate, template.Id)
            .OrderByDescending(version => version.Number).Take(depth)
            .Any(version => version.Data.ImageId == imageId);

    private static string ParameterArn(WorldView at, string name) =>
        at.Ec2Arn("parameter", name.TrimStart('/')).Replace(":ec2:", ":ssm:", StringComparison.Ordinal);
}
