using Virga.Ec2.InstanceTypes;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.PlacementGroups;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The changes of single attributes, with what AWS demands of the instance's state for each.</summary>
internal static class InstanceEdits
{
    /// <summary>A stopped instance takes another type that can run its image.</summary>
    public static void Type(Change change, InstanceRow instance, string name)
    {
        DemandStopped(instance, "instanceType");
        var type = InstanceTypeCatalogue.Find(name)
            ?? throw CommonErrors.InvalidParameterValue($"Invalid value '{name}' for InstanceType.");
        if (!type.Runs(instance.Architecture))
            throw Ec2Errors.ArchitectureMismatch(type.Processor.Architectures[^1], instance.Architecture);
        InterfaceLimits.CheckAll(change, instance, type);
        LaunchPlacement.CheckVolumes(type, change.Rows<VolumeRow>().CountBy(VolumeRow.ByInstance, instance.Id));
        ChosenGroup.CheckType(ChosenGroup.Find(change, name: null, instance.PlacementGroupId), type);
        var isSameCpu = name == instance.InstanceType;
        change.Put(instance with
        {
            InstanceType = name,
            CoreCount = isSameCpu ? instance.CoreCount : type.Processor.Cores,
            ThreadsPerCore = isSameCpu ? instance.ThreadsPerCore : type.Processor.ThreadsPerCore,
            CpuCredits = !type.IsBurstable ? null
                : instance.CpuCredits ?? InstanceSettingsRow.Of(change).CreditsOf(type.Family),
        });
    }

    /// <summary>Whether the API may not terminate it.</summary>
    public static void TerminationProtection(Change change, InstanceRow instance, bool isOn)
    {
        DemandNotSpot(instance, "disableApiTermination");
        change.Put(instance with { IsTerminationDisabled = isOn });
    }

    /// <summary>Whether the API may neither stop nor terminate it.</summary>
    public static void StopProtection(Change change, InstanceRow instance, bool isOn)
    {
        DemandNotSpot(instance, "disableApiStop");
        change.Put(instance with { IsStopDisabled = isOn });
    }

    public static void UserData(Change change, InstanceRow instance, string base64)
    {
        DemandStopped(instance, "userData");
        change.Put(instance with { UserData = LaunchedInstance.UserDataOf(base64) });
    }

    public static void ShutdownBehavior(Change change, InstanceRow instance, string behavior)
    {
        if (behavior is not (Wire.Ec2.ShutdownBehavior.Stop or Wire.Ec2.ShutdownBehavior.Terminate))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({behavior}) for parameter instanceInitiatedShutdownBehavior is invalid.");
        change.Put(instance with { InitiatedShutdownBehavior = behavior });
    }

    public static void EbsOptimized(Change change, InstanceRow instance, bool isOptimized)
    {
        DemandStopped(instance, "ebsOptimized");
        change.Put(instance with { IsEbsOptimized = isOptimized });
    }

    public static void EnaSupport(Change change, InstanceRow instance, bool isSupported)
    {
        DemandStopped(instance, "enaSupport");
        change.Put(instance with { IsEnaSupported = isSupported });
    }

    public static void SriovNetSupport(Change change, InstanceRow instance, string support)
    {
        DemandStopped(instance, "sriovNetSupport");
        change.Put(instance with { SriovNetSupport = support });
    }

    /// <summary>The check of the only interface; with several, each has its own.</summary>
    public static void SourceDestCheck(Change change, InstanceRow instance, bool isChecked)
    {
        var only = OnlyInterface(change, instance);
        change.Put(only with { ChecksSourceDest = isChecked });
    }

    /// <summary>The groups of the only interface.</summary>
    public static void Groups(Change change, InstanceRow instance, List<string> groups)
    {
        var only = OnlyInterface(change, instance);
        change.Put(only with { GroupIds = LaunchGroups.Of(change, only.VpcId, groups, names: null) });
    }

    /// <summary>Whether attached volumes go with the instance.</summary>
    public static void Devices(
        Change change, InstanceRow instance, List<InstanceBlockDeviceMappingSpecification> devices)
    {
        foreach (var device in devices)
        {
            var volume = change.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id)
                .FirstOrDefault(one => one.Attachments.Any(held =>
                    held.InstanceId == instance.Id && held.Device == device.DeviceName))
                ?? throw new AwsException("InvalidInstanceAttributeValue",
                    $"No device is currently mapped at {device.DeviceName}");
            if (device.Ebs?.DeleteOnTermination is not { } isDeleted) continue;
            change.Put(volume with
            {
                Attachments = [.. volume.Attachments.Select(held =>
                    held.InstanceId == instance.Id ? held with { IsDeletedOnTermination = isDeleted } : held)],
            });
        }
    }

    /// <summary>Throws unless the instance is stopped.</summary>
    public static void DemandStopped(InstanceRow instance, string attribute)
    {
        if (instance.State != InstanceStateName.Stopped)
            throw Ec2Errors.IncorrectInstanceState(
                instance.Id,
                $"The instance '{{id}}' is not in the 'stopped' state; '{attribute}' cannot be modified.");
    }

    /// <summary>AWS's own text, as in cloud-custodian/cloud-custodian issue 2083.</summary>
    private static void DemandNotSpot(InstanceRow instance, string attribute)
    {
        if (instance.SpotInstanceRequestId is not null)
            throw new AwsException(
                "UnsupportedOperation", $"Modifying '{attribute}' is not supported for spot instances.");
    }

    private static NetworkInterfaceRow OnlyInterface(Change change, InstanceRow instance)
    {
        var all = change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id).ToList();
        return all.Count == 1
            ? all[0]
            : throw new AwsException("InvalidInstanceID",
                $"There are multiple interfaces attached to instance '{instance.Id}'. Please specify an interface ID "
                + "for the operation instead.");
    }
}
