using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>The account gives up an image that another account shares with it by name.</summary>
internal sealed class CancelImageLaunchPermission
    : IMutation<CancelImageLaunchPermissionRequest, CancelImageLaunchPermissionResult>
{
    public static CancelImageLaunchPermissionResult Run(CancelImageLaunchPermissionRequest input, Change change)
    {
        var shared = (from scope in change.Scopes
                      where scope.Region == change.Region && scope.Account != change.Account
                      from row in change.Rows<ImageRow>(scope)
                      where row.Id == input.ImageId && row.LaunchUserIds.Contains(change.Account)
                      select (scope, row)).FirstOrDefault();
        if (shared.row is null)
            throw KnownImage.Find(change, input.ImageId!) is not null
                ? CommonErrors.InvalidParameterValue(
                    $"The image '{input.ImageId}' is not shared with the account by its launch permissions.")
                : Ids.IsWellFormed("ami", input.ImageId!)
                    ? Ec2Errors.AmiNotFound(input.ImageId!)
                    : Ec2Errors.AmiMalformed(input.ImageId!);
        change.At(shared.scope).Put(shared.row with
        {
            LaunchUserIds = [.. shared.row.LaunchUserIds.Where(user => user != change.Account)],
        });
        return new() { Return = true };
    }
}
