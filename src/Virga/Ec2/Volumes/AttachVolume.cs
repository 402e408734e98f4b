using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Attaches a volume to a running or stopped instance of its zone.</summary>
internal sealed class AttachVolume : IMutation<AttachVolumeRequest, VolumeAttachment>
{
    /// <summary>EBS User Guide, "Amazon EBS Multi-Attach".</summary>
    private const int MaxMultiAttachments = 16;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static VolumeAttachment Run(AttachVolumeRequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = change.Get<VolumeRow>(input.VolumeId!);
        var instance = ChosenInstances.One(change, input.InstanceId);
        VolumeRules.CheckDevice(input.Device!);
        VolumeRules.CheckCard(input.EbsCardIndex);
        CheckInstance(instance, volume, input.Device!, change);
        CheckVolume(volume, instance);
        var attachment = new VolumeAttachmentRow(instance.Id, input.Device!)
        {
            State = VolumeAttachmentState.Attaching,
            AttachTime = change.Now,
            IsDeletedOnTermination = false,
        };
        var next = change.Put(volume with
        {
            State = VolumeState.InUse,
            IsOnDisk = volume.IsOnDisk || RealVolumes.AreOn(instance, change),
            IsElsewhere = volume.IsElsewhere || RealVolumes.AreElsewhere(instance.Backend, change),
            Attachments = [.. volume.Attachments, attachment],
        });
        if (!RealVolumes.AreDevicesOf(instance, change)) change.Later<VolumeIsAttached>(Delay, volume.Id);
        return VolumeView.Attachment(next, attachment);
    }

    private static void CheckInstance(InstanceRow instance, VolumeRow volume, string device, Change change)
    {
        if (instance.State is not (InstanceStateName.Running or InstanceStateName.Stopped))
            throw Ec2Errors.IncorrectState($"Instance '{instance.Id}' is not 'running'.");
        if (instance.AvailabilityZone != volume.AvailabilityZone)
            throw new AwsException("InvalidVolume.ZoneMismatch",
                $"The volume '{volume.Id}' is not in the same availability zone as instance '{instance.Id}'");
        var held = change.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id)
            .SelectMany(one => one.Attachments.Where(other => other.InstanceId == instance.Id)).ToList();
        if (held.Exists(one => one.Device == device))
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{device}' for unixDevice. Attachment point {device} is already in use");
        var most = InstanceTypeCatalogue.Find(instance.InstanceType)?.Ebs.MaximumAttachments ?? int.MaxValue;
        if (held.Count >= most) throw VolumeRules.TooMany($"instance {instance.Id}", most);
    }

    private static void CheckVolume(VolumeRow volume, InstanceRow instance)
    {
        if (volume.State == VolumeState.Available) return;
        if (volume.State != VolumeState.InUse)
            throw Ec2Errors.IncorrectState($"Volume '{volume.Id}' is in the '{volume.State}' state.");
        if (!volume.IsMultiAttachEnabled || volume.Attachments.Any(one => one.InstanceId == instance.Id))
            throw new AwsException("VolumeInUse", $"{volume.Id} is already attached to an instance");
        if (volume.Attachments.Count >= MaxMultiAttachments)
            throw new AwsException("AttachmentLimitExceeded",
                $"The volume {volume.Id} is attached to {MaxMultiAttachments} instances already.");
    }
}

/// <summary>An attachment is complete.</summary>
internal sealed class VolumeIsAttached : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VolumeRow>(subject) is not { } volume) return;
        change.Put(volume with
        {
            Attachments = [.. volume.Attachments.Select(one => one.State == VolumeAttachmentState.Attaching
                ? one with { State = VolumeAttachmentState.Attached }
                : one)],
        });
    }
}
