using Virga.Ec2;
using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.KeyPairs;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Volumes;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Compute;

/// <summary>Computes from the World what machine should be behind an instance.</summary>
internal static class MachinePlan
{
    /// <summary>The machine; an instance that has a backend has an image too.</summary>
    public static Machine Of(InstanceRow instance, WorldView at)
    {
        var type = InstanceTypeCatalogue.Find(instance.InstanceType);
        var interfaces = at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id)
            .OrderBy(eni => eni.Attachment!.DeviceIndex).Select(eni => InterfaceOf(eni, at)).ToList();
        return new()
        {
            InstanceId = instance.Id,
            Scope = at.Scope,
            Desired = instance.Desired,
            Boot = instance.Boot,
            BootDone = instance.BootDone,
            IsStopForced = instance.IsStopForced,
            IsHibernating = instance.IsHibernating,
            BootMode = instance.BootMode,
            Image = instance.BackendImage ?? "",
            ImageId = instance.ImageId,
            InstanceType = instance.InstanceType,
            VCpus = type?.Processor.VCpus ?? 1,
            MemoryMiB = type?.MemoryMiB ?? 1_024,
            Architecture = instance.Architecture,
            Hostname = HostnameOf(instance, interfaces, at),
            PublicKey = PublicKeyOf(instance, at),
            DefaultUser = instance.DefaultUser,
            UserData = instance.UserData is null ? default : Convert.FromBase64String(instance.UserData),
            Interfaces = interfaces,
            Resolvers = MachineResolvers.Of(at.Find<VpcRow>(instance.VpcId), at),
            Volumes =
                [.. at.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id).Select(one => VolumeOf(one, instance))],
        };
    }

    /// <summary>The wish that nothing be left of an instance of which the World knows nothing more.</summary>
    public static Machine Gone(string instanceId, Scope scope) => new()
    {
        InstanceId = instanceId,
        Scope = scope,
        Desired = Power.Terminated,
        Boot = 0,
        BootDone = 0,
        IsStopForced = true,
        Image = "",
        ImageId = "",
        InstanceType = "",
        VCpus = 0,
        MemoryMiB = 0,
        Architecture = "",
        Hostname = "",
        PublicKey = null,
        DefaultUser = "",
        UserData = default,
        Interfaces = [],
        Volumes = [],
    };

    private static MachineInterface InterfaceOf(NetworkInterfaceRow eni, WorldView at) => new(
        eni.Id, eni.Attachment!.DeviceIndex, eni.MacAddress, eni.PrimaryAddress,
        at.Find<SubnetRow>(eni.SubnetId)?.CidrBlock);

    private static MachineVolume VolumeOf(VolumeRow volume, InstanceRow instance)
    {
        var held = volume.Attachments.First(one => one.InstanceId == instance.Id);
        var leaving = !held.IsLeaving ? Leaving.No : held.IsForced ? Leaving.Forced : Leaving.Orderly;
        return new(
            volume.Id, held.Device, volume.SizeGiB, volume.SnapshotId, held.Device == instance.RootDeviceName, leaving);
    }

    private static string HostnameOf(InstanceRow instance, List<MachineInterface> interfaces, WorldView at) =>
        interfaces is [{ Address: { } address }, ..] && instance.HostnameType == "ip-name"
            ? DnsNames.Private(address, at.Region)
            : DnsNames.Resource(instance.Id, at.Region);

    /// <summary>A key pair that was deleted since stays in the machine; it just is not put there anew.</summary>
    private static string? PublicKeyOf(InstanceRow instance, WorldView at) =>
        instance.KeyName is { } name && KeyPairRow.FindByName(at, name) is { } pair ? $"{pair.PublicKey} {name}" : null;
}
