using System.Text.Json;
using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Makes versions of templates.</summary>
internal static class NewVersion
{
    /// <summary>A version; AWS refuses one that says nothing.</summary>
    public static LaunchTemplateVersionRow Make(
        Change change, string templateId, long number, string? description, RequestLaunchTemplateData data)
    {
        var json = JsonSerializer.SerializeToNode(data, LaunchTemplateVersionJson.Default.RequestLaunchTemplateData)!;
        if (json.AsObject().Count == 0) throw CommonErrors.MissingParameter("LaunchTemplateData");
        // AWS looks at a parameter when the version is made, and again at each launch.
        if (data.ImageId is { } image) SsmImage.Resolve(image, change);
        return change.Put(new LaunchTemplateVersionRow(LaunchTemplateVersionRow.IdOf(templateId, number))
        {
            TemplateId = templateId,
            Number = number,
            Description = description,
            CreateTime = change.Now,
            Data = data,
        });
    }
}
