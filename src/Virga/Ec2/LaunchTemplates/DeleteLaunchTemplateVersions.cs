using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Deletes versions but the default one; each succeeds or fails for itself.</summary>
internal sealed class DeleteLaunchTemplateVersions
    : IMutation<DeleteLaunchTemplateVersionsRequest, DeleteLaunchTemplateVersionsResult>
{
    public static DeleteLaunchTemplateVersionsResult Run(DeleteLaunchTemplateVersionsRequest input, Change change)
    {
        var template = ChosenTemplate.Of(change, input.LaunchTemplateId, input.LaunchTemplateName);
        var done = new List<DeleteLaunchTemplateVersionsResponseSuccessItem>();
        var failed = new List<DeleteLaunchTemplateVersionsResponseErrorItem>();
        foreach (var text in input.Versions ?? [])
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw CommonErrors.InvalidParameterValue($"Invalid launch template version '{text}'.");
            if (Error(change, template, number) is { } error) failed.Add(Failed(template, number, error));
            else
            {
                change.Remove<LaunchTemplateVersionRow>(LaunchTemplateVersionRow.IdOf(template.Id, number));
                done.Add(new()
                {
                    LaunchTemplateId = template.Id,
                    LaunchTemplateName = template.Name,
                    VersionNumber = number,
                });
            }
        }

        return new()
        {
            SuccessfullyDeletedLaunchTemplateVersions = done,
            UnsuccessfullyDeletedLaunchTemplateVersions = failed,
        };
    }

    private static ResponseError? Error(WorldView at, LaunchTemplateRow template, long number)
    {
        if (number == template.DefaultVersion)
            return new()
            {
                Code = LaunchTemplateErrorCode.UnexpectedError,
                Message = "You cannot delete the default version of a launch template.",
            };
        return at.Find<LaunchTemplateVersionRow>(LaunchTemplateVersionRow.IdOf(template.Id, number)) is not null
            ? null
            : new()
            {
                Code = LaunchTemplateErrorCode.LaunchTemplateVersionDoesNotExist,
                Message = $"Could not find the specified version {number} for the launch template with ID "
                    + $"{template.Id}.",
            };
    }

    private static DeleteLaunchTemplateVersionsResponseErrorItem Failed(
        LaunchTemplateRow template, long number, ResponseError error) => new()
    {
        LaunchTemplateId = template.Id,
        LaunchTemplateName = template.Name,
        VersionNumber = number,
        ResponseError = error,
    };
}
