using Virga.Compute;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>What becomes of volumes after a machine was brought to what it should be.</summary>
internal static class VolumeSettling
{
    /// <summary>
    /// Attachments that were wanted are attached; those that were to go are gone, or busy while the guest holds them,
    /// as on AWS (EBS User Guide, "Detach an Amazon EBS volume from an instance"); a new size has been seen.
    /// </summary>
    public static void Apply(Change change, Machine machine, MachineFacts facts)
    {
        foreach (var planned in machine.Volumes)
        {
            if (change.Find<VolumeRow>(planned.VolumeId) is not { } volume) continue;
            var held = volume.Attachments.FirstOrDefault(one => one.InstanceId == machine.InstanceId);
            if (held is null) continue;
            var isRefused = planned.Leaving == Leaving.No && facts.RefusedVolumeIds.Contains(volume.Id);
            if (isRefused) Remove(change, volume, held);
            else if (planned.Leaving == Leaving.No) Settle(change, volume, held, planned);
            else if (held.IsLeaving && facts.HeldVolumeIds.Contains(volume.Id))
                Put(change, volume, held, VolumeAttachmentState.Busy);
            else if (held.IsLeaving) Remove(change, volume, held);
        }
    }

    private static void Settle(Change change, VolumeRow volume, VolumeAttachmentRow held, MachineVolume planned)
    {
        if (held.State == VolumeAttachmentState.Attaching)
            Put(change, volume, held, VolumeAttachmentState.Attached);
        var isSeen = planned.SizeGiB == volume.SizeGiB && volume.IsOnDisk
            && change.Find<VolumeModificationRow>(volume.Id) is { State: VolumeModificationState.Modifying };
        if (isSeen) VolumeModificationMovesOn.Run(change, volume.Id);
    }

    private static void Put(Change change, VolumeRow volume, VolumeAttachmentRow held, string state)
    {
        if (held.State == state) return;
        var next = held with { State = state };
        change.Put(volume with { Attachments = [.. volume.Attachments.Select(one => one == held ? next : one)] });
    }

    private static void Remove(Change change, VolumeRow volume, VolumeAttachmentRow held)
    {
        var rest = volume.Attachments.Where(one => one != held).ToList();
        change.Put(volume with
        {
            Attachments = rest,
            State = rest.Count == 0 && volume.State == VolumeState.InUse ? VolumeState.Available : volume.State,
        });
    }
}
