using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Templates and versions as AWS shows them.</summary>
internal static class LaunchTemplateView
{
    public static LaunchTemplate Of(LaunchTemplateRow row, WorldView at) => new()
    {
        LaunchTemplateId = row.Id,
        LaunchTemplateName = row.Name,
        CreateTime = row.CreateTime,
        CreatedBy = CreatorOf(at),
        DefaultVersionNumber = row.DefaultVersion,
        LatestVersionNumber = row.LatestVersion,
        Operator = new() { Managed = false },
        Tags = at.TagsOf(row.Id),
    };

    public static LaunchTemplateVersion Of(LaunchTemplateVersionRow row, LaunchTemplateRow template, WorldView at) =>
        new()
        {
            LaunchTemplateId = template.Id,
            LaunchTemplateName = template.Name,
            VersionNumber = row.Number,
            VersionDescription = row.Description,
            CreateTime = row.CreateTime,
            CreatedBy = CreatorOf(at),
            DefaultVersion = row.Number == template.DefaultVersion,
            LaunchTemplateData = TemplateData.Show(row.Data),
            Operator = new() { Managed = false },
        };

    /// <summary>The account's root: who created a template is not kept.</summary>
    private static string CreatorOf(WorldView at) => $"arn:aws:iam::{at.Account}:root";
}
