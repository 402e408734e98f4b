using System.Globalization;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>The template and the version that a request names.</summary>
internal static class ChosenTemplate
{
    private const string Latest = "$Latest";
    private const string Default = "$Default";

    /// <summary>By id or by name, exactly one of which must be given.</summary>
    public static LaunchTemplateRow Of(WorldView at, string? id, string? name)
    {
        if (id is not null && name is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters launchTemplateId and launchTemplateName may not be used together.");
        if (id is not null)
        {
            Ids.Check(LaunchTemplateRow.Kind, id);
            return at.Get<LaunchTemplateRow>(id);
        }

        if (name is null) throw CommonErrors.MissingParameter("launchTemplateId/launchTemplateName");
        return at.Rows<LaunchTemplateRow>().By(LaunchTemplateRow.ByName, name).FirstOrDefault()
            ?? throw new AwsException("InvalidLaunchTemplateName.NotFoundException",
                $"The specified launch template, with template name {name}, does not exist.");
    }

    /// <summary>A number, <c>$Latest</c>, or <c>$Default</c>, which is also meant by none.</summary>
    public static LaunchTemplateVersionRow Version(WorldView at, LaunchTemplateRow template, string? version)
    {
        var number = version switch
        {
            null or "" or Default => template.DefaultVersion,
            Latest => LatestOf(at, template),
            _ => long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw CommonErrors.InvalidParameterValue($"Invalid launch template version '{version}'."),
        };
        return at.Find<LaunchTemplateVersionRow>(LaunchTemplateVersionRow.IdOf(template.Id, number))
            ?? throw new AwsException("InvalidLaunchTemplateId.VersionNotFound",
                $"Could not find the specified version {version ?? Default} for the launch template with ID "
                + $"{template.Id}.");
    }

    private static long LatestOf(WorldView at, LaunchTemplateRow template) =>
        at.Rows<LaunchTemplateVersionRow>().By(LaunchTemplateVersionRow.ByTemplate, template.Id)
            .Max(version => version.Number);
}
