using System.Buffers;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Creates a template with its first version.</summary>
internal sealed class CreateLaunchTemplate : IMutation<CreateLaunchTemplateRequest, CreateLaunchTemplateResult>
{
    private const int MinName = 3;
    private const int MaxName = 128;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-()./_");

    public static CreateLaunchTemplateResult Run(CreateLaunchTemplateRequest input, Change change)
    {
        var name = CheckName(input.LaunchTemplateName!);
        if (change.Rows<LaunchTemplateRow>().Any(LaunchTemplateRow.ByName, name))
            throw new AwsException(
                "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        var template = change.Put(new LaunchTemplateRow(change.NewId("lt")) { Name = name, CreateTime = change.Now });
        NewVersion.Make(change, template.Id, number: 1, input.VersionDescription, input.LaunchTemplateData!);
        change.TagNew(input.TagSpecifications, ResourceType.LaunchTemplate, template.Id);
        return new() { LaunchTemplate = LaunchTemplateView.Of(template, change) };
    }

    private static string CheckName(string name) =>
        name.Length is >= MinName and <= MaxName && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? name
            : throw new AwsException("InvalidLaunchTemplateName.MalformedException",
                $"A launch template name must be between {MinName} and {MaxName} characters, and may contain letters, "
                + "numbers, and the following characters: - ( ) . / _");
}
