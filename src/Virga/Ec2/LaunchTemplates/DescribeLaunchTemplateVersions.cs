using System.Globalization;
using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>
/// Lists versions, newest first: of one template, or the default or latest ones of all templates.
/// </summary>
internal sealed class DescribeLaunchTemplateVersions
    : IQuery<DescribeLaunchTemplateVersionsRequest, DescribeLaunchTemplateVersionsResult>
{
    private static readonly Filters<LaunchTemplateVersion> Filters = new()
    {
        { "create-time", version => version.CreateTime },
        { "ebs-optimized", version => version.LaunchTemplateData?.EbsOptimized },
        { "http-endpoint", version => version.LaunchTemplateData?.MetadataOptions?.HttpEndpoint },
        { "http-protocol-ipv4", version => version.LaunchTemplateData?.MetadataOptions?.HttpEndpoint },
        {
            "host-resource-group-arn",
            version => version.LaunchTemplateData?.Placement?.HostResourceGroupArn
        },
        { "http-tokens", version => version.LaunchTemplateData?.MetadataOptions?.HttpTokens },
        {
            "iam-instance-profile",
            version => version.LaunchTemplateData?.IamInstanceProfile?.Arn
                ?? version.LaunchTemplateData?.IamInstanceProfile?.Name
        },
        { "image-id", version => version.LaunchTemplateData?.ImageId },
        { "instance-type", version => version.LaunchTemplateData?.InstanceType },
        { "is-default-version", version => version.DefaultVersion },
        { "kernel-id", version => version.LaunchTemplateData?.KernelId },
        {
            "license-configuration-arn",
            version => version.LaunchTemplateData?.LicenseSpecifications?.Select(one => one.LicenseConfigurationArn)
        },
        {
            "network-card-index",
            version => version.LaunchTemplateData?.NetworkInterfaces?.Select(one =>
                one.NetworkCardIndex?.ToString(CultureInfo.InvariantCulture))
        },
        { "ram-disk-id", version => version.LaunchTemplateData?.RamDiskId },
    };

    public static DescribeLaunchTemplateVersionsResult Run(DescribeLaunchTemplateVersionsRequest input, WorldView at)
    {
        var versions = input.LaunchTemplateId is null && input.LaunchTemplateName is null
            ? OfAll(input, at)
            : OfOne(ChosenTemplate.Of(at, input.LaunchTemplateId, input.LaunchTemplateName), input, at);
        if (input.ResolveAlias == true) versions = versions.Select(version => Resolved(version, at));
        var all = FactList.Filter(versions, Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { LaunchTemplateVersions = page.Items, NextToken = page.NextToken };
    }

    /// <summary>With the id of the image in place of the parameter that names it.</summary>
    private static LaunchTemplateVersion Resolved(LaunchTemplateVersion version, WorldView at)
    {
        if (version.LaunchTemplateData is { ImageId: { } image } data) data.ImageId = SsmImage.Resolve(image, at);
        return version;
    }

    private static IEnumerable<LaunchTemplateVersion> OfAll(
        DescribeLaunchTemplateVersionsRequest input, WorldView at)
    {
        if (input.Versions is not { Count: > 0 } versions)
            throw CommonErrors.MissingParameter("launchTemplateId/launchTemplateName");
        return
            from template in at.Rows<LaunchTemplateRow>()
            from version in versions
            select LaunchTemplateView.Of(ChosenTemplate.Version(at, template, version), template, at);
    }

    private static IEnumerable<LaunchTemplateVersion> OfOne(
        LaunchTemplateRow template, DescribeLaunchTemplateVersionsRequest input, WorldView at)
    {
        var rows = input.Versions is { Count: > 0 } versions
            ? versions.Select(version => ChosenTemplate.Version(at, template, version)).DistinctBy(row => row.Number)
            : at.Rows<LaunchTemplateVersionRow>().By(LaunchTemplateVersionRow.ByTemplate, template.Id);
        return rows
            .Where(row => row.Number >= Bound(input.MinVersion, 0))
            .Where(row => row.Number <= Bound(input.MaxVersion, long.MaxValue))
            .OrderByDescending(row => row.Number)
            .Select(row => LaunchTemplateView.Of(row, template, at));
    }

    private static long Bound(string? text, long otherwise)
    {
        if (text is null) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw CommonErrors.InvalidParameterValue($"Invalid launch template version '{text}'.");
    }
}
