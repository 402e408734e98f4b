using System.Globalization;
using Virga.Compute;
using Virga.Ec2.CapacityReservations;
using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Carries a plan out: the one path by which instances come to be, whoever asks (a user, a fleet).</summary>
internal static class Launch
{
    /// <summary>As many instances as the subnets have room for, between the plan's bounds.</summary>
    public static IReadOnlyList<InstanceRow> Run(LaunchPlan plan, Change change)
    {
        var reserved = ReservedCapacity.Room(change, ReservedCapacity.Of(plan));
        if (reserved < plan.MinCount) throw ReservedCapacity.Exceeded();
        var hosted = HostPlacement.Room(change, plan);
        if (hosted < plan.MinCount) throw HostPlacement.Insufficient();
        var count = Math.Min(Math.Min(plan.MaxCount, Math.Min(reserved, hosted)), Room(plan, change));
        if (count < plan.MinCount)
            throw new AwsException("InsufficientFreeAddressesInSubnet",
                $"There are not enough free addresses in subnet '{plan.Interfaces[0].Subnet.Id}' to satisfy the "
                + "requested number of instances.");
        var reservation = change.NewId("r");
        var instances = new InstanceRow[count];
        for (var i = 0; i < count; i++) instances[i] = One(plan, change, reservation, i);
        return instances;
    }

    private static int Room(LaunchPlan plan, Change change) => plan.Interfaces
        .Where(one => one.Existing is null && one.Subnet.CidrBlock is not null)
        .GroupBy(one => one.Subnet.Id)
        .Select(group => SubnetAddresses.CountAvailable(change, group.First().Subnet)
            / group.Sum(one => 1 + one.SecondaryCount + one.SecondaryAddresses.Count))
        .DefaultIfEmpty(int.MaxValue).Min();

    private static InstanceRow One(LaunchPlan plan, Change change, string reservation, int index)
    {
        var id = change.NewId("i");
        foreach (var one in plan.Interfaces) Attach(plan, change, id, one);
        foreach (var volume in plan.Volumes) Make(plan, change, id, volume);
        var instance = change.Put(LaunchedInstance.Of(plan, change, id, reservation, index));
        change.TagNew(
            plan.Request.TagSpecifications, ResourceType.Instance, id,
            ResourceType.Volume, ResourceType.NetworkInterface, ResourceType.SpotInstancesRequest,
            ResourceType.ElasticGpu);
        TagTemplate(plan.Request.LaunchTemplate, change, id);
        Simulation.Begin(change, instance);
        WindowsPassword.Plan(change, instance);
        return instance;
    }

    /// <summary>AWS marks what came of a template with tags of its own.</summary>
    private static void TagTemplate(LaunchTemplateSpecification? template, Change change, string instanceId)
    {
        if (template is null) return;
        Tagging.SetSystem(change, instanceId, "aws:ec2launchtemplate:id", template.LaunchTemplateId!);
        Tagging.SetSystem(change, instanceId, "aws:ec2launchtemplate:version", template.Version!);
    }

    private static void Attach(LaunchPlan plan, Change change, string instanceId, LaunchInterface asked)
    {
        var eni = asked.Existing ?? Make(change, asked);
        if (asked.Existing is null)
            change.TagNew(OnlyFor(plan, ResourceType.NetworkInterface), ResourceType.NetworkInterface, eni.Id);
        change.Put(eni with
        {
            Attachment = new(change.NewId("eni-attach"), instanceId)
            {
                InstanceOwnerId = change.Account,
                DeviceIndex = asked.DeviceIndex,
                NetworkCardIndex = asked.NetworkCardIndex,
                Status = AttachmentStatus.Attached,
                AttachTime = change.Now,
                IsDeletedOnTermination = asked.IsDeletedOnTermination,
            },
        });
    }

    private static NetworkInterfaceRow Make(Change change, LaunchInterface asked)
    {
        var eni = NewNetworkInterface.Make(change, asked.Subnet, asked.GroupIds, asked.PrimaryAddress);
        eni = InterfaceAddresses.AddSecondary(change, eni, asked.SecondaryAddresses, asked.SecondaryCount);
        eni = InterfaceAddresses.AddPrefixes(change, eni, asked.Ipv4Prefixes, asked.Ipv4PrefixCount);
        eni = InterfaceAddresses.AddIpv6(change, eni, asked.Ipv6Addresses, asked.Ipv6Count);
        eni = InterfaceAddresses.AddIpv6Prefixes(change, eni, asked.Ipv6Prefixes, asked.Ipv6PrefixCount);
        eni = InterfaceOptionRules.WithPrimaryIpv6(eni, asked.HasPrimaryIpv6 ? true : null);
        return change.Put(eni with
        {
            Tracking = asked.Tracking,
            Description = asked.Description,
            InterfaceType = asked.InterfaceType,
            AutoPublicIp = asked.HasPublicAddress ? PublicAddresses.Next(change) : null,
        });
    }

    private static void Make(LaunchPlan plan, Change change, string instanceId, LaunchVolume asked)
    {
        var made = NewVolume.Of(
            change.NewId("vol"), asked.VolumeType, asked.SizeGiB, asked.Iops, asked.ThroughputMiBps) with
        {
            SnapshotId = asked.SnapshotId,
            IsEncrypted = asked.IsEncrypted,
            KmsKeyId = asked.KmsKeyId,
            InitializationRateMiBps = asked.InitializationRateMiBps,
            IsOnDisk = change.Rules.DiskBackends.Contains(plan.Backend) && !(asked.IsRoot && plan.Backend == "docker"),
            IsElsewhere = RealVolumes.AreElsewhere(plan.Backend, change),
        };
        var zone = plan.Interfaces[0].Subnet.AvailabilityZone;
        NewVolume.AttachAtLaunch(change, made, zone, instanceId, asked.Device, asked.IsDeletedOnTermination);
        change.TagNew(OnlyFor(plan, ResourceType.Volume), ResourceType.Volume, made.Id);
    }

    private static List<TagSpecification>? OnlyFor(LaunchPlan plan, string type) =>
        plan.Request.TagSpecifications?.FindAll(one => one.ResourceType == type);
}
