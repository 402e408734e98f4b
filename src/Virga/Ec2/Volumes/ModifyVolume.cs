using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>
/// Changes type, size or performance of a volume; the volume has the new figures while it is optimized, as on AWS.
/// </summary>
internal sealed class ModifyVolume : IMutation<ModifyVolumeRequest, ModifyVolumeResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static ModifyVolumeResult Run(ModifyVolumeRequest input, Change change)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = change.Get<VolumeRow>(input.VolumeId!);
        if (volume.State is not (VolumeState.Available or VolumeState.InUse))
            throw Ec2Errors.IncorrectState($"Volume '{volume.Id}' is in the '{volume.State}' state.");
        if (change.Find<VolumeModificationRow>(volume.Id) is
            { State: VolumeModificationState.Modifying or VolumeModificationState.Optimizing })
            throw new AwsException("IncorrectModificationState",
                $"You've reached the maximum modification rate per volume limit. Wait until the modification of "
                + $"volume '{volume.Id}' is complete.");
        var next = Changed(volume, input);
        change.Put(next);
        var modification = change.Put(new VolumeModificationRow(volume.Id)
        {
            State = VolumeModificationState.Modifying,
            Original = FiguresOf(volume),
            Target = FiguresOf(next),
            StartTime = change.Now,
        });

        // Where a machine has it, the machine sees the new size first.
        if (!RealVolumes.IsInUse(next, change)) change.Later<VolumeModificationMovesOn>(Delay, volume.Id);
        return new() { VolumeModification = VolumeModificationView.Of(modification, change) };
    }

    private static VolumeRow Changed(VolumeRow volume, ModifyVolumeRequest input)
    {
        var type = input.VolumeType ?? volume.VolumeType;
        var size = input.Size ?? volume.SizeGiB;
        if (size < volume.SizeGiB)
            throw CommonErrors.InvalidParameterValue("New size cannot be smaller than existing size");
        var isSameType = type == volume.VolumeType;
        var keepsIops = isSameType && type is not VolumeType.Gp2;
        var iops = input.Iops ?? (keepsIops ? volume.Iops : DefaultIops(type));
        var throughput = input.Throughput ?? (isSameType ? volume.ThroughputMiBps : null);
        VolumeRules.Check(type, size, iops, throughput);
        VolumeRules.CheckMultiAttach(type, input.MultiAttachEnabled ?? volume.IsMultiAttachEnabled);
        var figures = NewVolume.Of(volume.Id, type, size, iops, throughput);
        return volume with
        {
            VolumeType = type,
            SizeGiB = size,
            Iops = figures.Iops,
            ThroughputMiBps = figures.ThroughputMiBps,
            IsMultiAttachEnabled = input.MultiAttachEnabled ?? volume.IsMultiAttachEnabled,
        };
    }

    /// <summary>API Reference, ModifyVolume: 3,000 where the type becomes io1, io2 or gp3.</summary>
    private static int? DefaultIops(string type) =>
        type is VolumeType.Io1 or VolumeType.Io2 or VolumeType.Gp3 ? NewVolume.Gp3BaselineIops : null;

    private static VolumeFigures FiguresOf(VolumeRow volume) => new(
        volume.SizeGiB, volume.VolumeType, volume.Iops, volume.ThroughputMiBps, volume.IsMultiAttachEnabled);
}

/// <summary>A modification goes from modifying to optimizing to completed.</summary>
internal sealed class VolumeModificationMovesOn : ITransition
{
    private static readonly TimeSpan Optimization = TimeSpan.FromSeconds(2);

    public static void Run(Change change, string subject)
    {
        switch (change.Find<VolumeModificationRow>(subject))
        {
            case { State: VolumeModificationState.Modifying } modifying:
                change.Put(modifying with { State = VolumeModificationState.Optimizing });
                change.Later<VolumeModificationMovesOn>(Optimization, subject);
                break;
            case { State: VolumeModificationState.Optimizing } optimizing:
                change.Put(optimizing with { State = VolumeModificationState.Completed, EndTime = change.Now });
                break;
        }
    }
}
