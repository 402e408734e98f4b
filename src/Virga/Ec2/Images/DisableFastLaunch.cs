using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Ends fast launches of an image.</summary>
internal sealed class DisableFastLaunch : IMutation<DisableFastLaunchRequest, DisableFastLaunchResult>
{
    public static DisableFastLaunchResult Run(DisableFastLaunchRequest input, Change change)
    {
        var old = FastLaunches.Find(change, input.ImageId) ?? throw CommonErrors.InvalidParameterValue(
            $"Fast launch is not enabled for the image '{input.ImageId}'.");
        var launch = old with { State = FastLaunchStateCode.Disabling, Since = change.Now };
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
