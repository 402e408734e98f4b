using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Adds a version, from nothing or over a source version.</summary>
internal sealed class CreateLaunchTemplateVersion
    : IMutation<CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResult>
{
    public static CreateLaunchTemplateVersionResult Run(CreateLaunchTemplateVersionRequest input, Change change)
    {
        var template = ChosenTemplate.Of(change, input.LaunchTemplateId, input.LaunchTemplateName);
        var data = input.LaunchTemplateData!;
        if (input.SourceVersion is { } source)
            data = TemplateData.Over(ChosenTemplate.Version(change, template, source).Data, data);
        var next = change.Put(template with { LatestVersion = template.LatestVersion + 1 });
        var version = NewVersion.Make(change, next.Id, next.LatestVersion, input.VersionDescription, data);
        return new() { LaunchTemplateVersion = LaunchTemplateView.Of(version, next, change) };
    }
}
