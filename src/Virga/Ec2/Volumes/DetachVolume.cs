using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Detaches a volume from an instance; the root volume only while the instance is stopped.</summary>
internal sealed class DetachVolume : IMutation<DetachVolumeRequest, VolumeAttachment>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static VolumeAttachment Run(DetachVolumeRequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = change.Get<VolumeRow>(input.VolumeId!);
        if (volume.Attachments.Count == 0)
            throw Ec2Errors.IncorrectState($"Volume '{volume.Id}' is in the '{volume.State}' state.");
        if (volume.Attachments.Count > 1 && input.InstanceId is null)
            throw CommonErrors.MissingParameter("InstanceId");
        var held = volume.Attachments.FirstOrDefault(one => Matches(one, input))
            ?? throw new AwsException("InvalidAttachment.NotFound",
                $"Volume '{volume.Id}' is not attached to instance '{input.InstanceId}' as device '{input.Device}'.");
        if (change.Find<InstanceRow>(held.InstanceId) is { State: not InstanceStateName.Stopped } instance
            && instance.RootDeviceName == held.Device)
            throw Ec2Errors.OperationNotPermitted(
                $"Unable to detach root volume '{held.Device}' from instance '{instance.Id}'");
        if (change.Find<InstanceRow>(held.InstanceId) is { } owner && RealVolumes.AreDevicesOf(owner, change)
            && RealVolumes.IsMachineRoot(owner, held.Device))
            throw new AwsException("UnsupportedOperation", $"The root volume of '{owner.Id}' is the disk that its "
                + "machine was made with and cannot be detached from it; make an image of the instance instead.");
        var isReal = change.Find<InstanceRow>(held.InstanceId) is { } machine
            && RealVolumes.AreDevicesOf(machine, change);
        var next = held with
        {
            State = held.State == VolumeAttachmentState.Busy ? held.State : VolumeAttachmentState.Detaching,
            IsForced = held.IsForced || input.Force == true,
        };
        change.Put(volume with { Attachments = [.. volume.Attachments.Select(one => one == held ? next : one)] });
        if (!isReal) change.Later<VolumeIsDetached>(Delay, volume.Id);
        return VolumeView.Attachment(volume, next);
    }

    private static bool Matches(VolumeAttachmentRow attachment, DetachVolumeRequest input) =>
        (input.InstanceId is null || input.InstanceId == attachment.InstanceId)
        && (input.Device is null || input.Device == attachment.Device);
}

/// <summary>A detachment is complete.</summary>
internal sealed class VolumeIsDetached : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VolumeRow>(subject) is not { } volume) return;
        var rest = volume.Attachments.Where(one => one.State != VolumeAttachmentState.Detaching).ToList();
        var isFree = rest.Count == 0 && volume.State == VolumeState.InUse;
        change.Put(volume with
        {
            Attachments = rest,
            State = isFree ? VolumeState.Available : volume.State,
        });
    }
}
