using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Asks for fast launches of a Windows image.</summary>
internal sealed class EnableFastLaunch : IMutation<EnableFastLaunchRequest, EnableFastLaunchResult>
{
    /// <summary>EC2 API Reference, EnableFastLaunch: the least, and the default.</summary>
    private const int MinParallelLaunches = 6;

    private const int DefaultResources = 5;

    public static EnableFastLaunchResult Run(EnableFastLaunchRequest input, Change change)
    {
        var image = KnownImage.Find(change, input.ImageId!)?.Shape ?? throw Ec2Errors.AmiNotFound(input.ImageId!);
        if (image.Platform != "windows")
            throw CommonErrors.InvalidParameterValue(
                $"The image '{image.ImageId}' is not a Windows image; fast launch is for Windows only.");
        if (input.ResourceType is not (null or FastLaunchResourceType.Snapshot))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{input.ResourceType}' for ResourceType.");
        if (input.MaxParallelLaunches < MinParallelLaunches)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{input.MaxParallelLaunches}' for MaxParallelLaunches; the least is "
                + $"{MinParallelLaunches}.");
        if (FastLaunches.Find(change, image.ImageId) is { State: FastLaunchStateCode.Enabling } busy)
            throw Ec2Errors.IncorrectState($"Fast launch of '{busy.ImageId}' is {busy.State}.");
        var launch = new FastLaunch(image.ImageId!)
        {
            TargetResourceCount = input.SnapshotConfiguration?.TargetResourceCount ?? DefaultResources,
            MaxParallelLaunches = input.MaxParallelLaunches ?? MinParallelLaunches,
            TemplateId = input.LaunchTemplate?.LaunchTemplateId,
            TemplateName = input.LaunchTemplate?.LaunchTemplateName,
            TemplateVersion = input.LaunchTemplate?.Version,
            State = FastLaunchStateCode.Enabling,
            Since = change.Now,
        };
        FastLaunches.Put(change, launch);
        var shape = launch.View(change);
        return new()
        {
            ImageId = shape.ImageId, ResourceType = shape.ResourceType,
            SnapshotConfiguration = shape.SnapshotConfiguration, LaunchTemplate = shape.LaunchTemplate,
            MaxParallelLaunches = shape.MaxParallelLaunches, OwnerId = shape.OwnerId, State = shape.State,
            StateTransitionReason = shape.StateTransitionReason, StateTransitionTime = shape.StateTransitionTime,
        };
    }
}
