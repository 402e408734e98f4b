using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Deletes a template with all of its versions; what was launched of it stays.</summary>
internal sealed class DeleteLaunchTemplate : IMutation<DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult>
{
    public static DeleteLaunchTemplateResult Run(DeleteLaunchTemplateRequest input, Change change)
    {
        var template = ChosenTemplate.Of(change, input.LaunchTemplateId, input.LaunchTemplateName);
        var view = LaunchTemplateView.Of(template, change);
        var versions = change.Rows<LaunchTemplateVersionRow>().By(LaunchTemplateVersionRow.ByTemplate, template.Id);
        foreach (var version in versions.ToList()) change.Remove<LaunchTemplateVersionRow>(version.Id);
        change.Remove<LaunchTemplateRow>(template.Id);
        return new() { LaunchTemplate = view };
    }
}
