using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Chooses the version that <c>$Default</c> means.</summary>
internal sealed class ModifyLaunchTemplate : IMutation<ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult>
{
    public static ModifyLaunchTemplateResult Run(ModifyLaunchTemplateRequest input, Change change)
    {
        var template = ChosenTemplate.Of(change, input.LaunchTemplateId, input.LaunchTemplateName);
        var version = ChosenTemplate.Version(
            change, template, input.DefaultVersion ?? throw CommonErrors.MissingParameter("DefaultVersion"));
        var next = change.Put(template with { DefaultVersion = version.Number });
        return new() { LaunchTemplate = LaunchTemplateView.Of(next, change) };
    }
}
