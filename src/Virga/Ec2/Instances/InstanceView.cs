using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>An instance as AWS shows it.</summary>
internal static class InstanceView
{
    public static Instance Of(InstanceRow row, WorldView at)
    {
        var interfaces = at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, row.Id)
            .OrderBy(eni => eni.Attachment!.DeviceIndex).ToList();
        var views = interfaces.ConvertAll(eni => InstanceInterfaceView.Of(eni, row, at));
        var primary = views.Count > 0 ? views[0] : null;
        return new()
        {
            InstanceId = row.Id,
            ImageId = row.ImageId,
            State = InstanceStateView.Of(row.State),
            StateReason = ReasonOf(row),
            StateTransitionReason = row.StateTransitionReason,
            AmiLaunchIndex = row.LaunchIndex,
            InstanceType = row.InstanceType,
            LaunchTime = row.LaunchTime,
            KeyName = row.KeyName,
            ProductCodes = [],
            Placement = PlacementOf(row),
            Monitoring = new() { State = row.Monitoring },
            SubnetId = row.SubnetId,
            VpcId = row.VpcId,
            PrivateIpAddress = primary?.PrivateIpAddress,
            PrivateDnsName = primary?.PrivateDnsName ?? "",
            PublicIpAddress = primary?.Association?.PublicIp,
            PublicDnsName = primary?.Association?.PublicDnsName ?? "",
            Ipv6Address = primary?.Ipv6Addresses is [var first, ..] ? first.Ipv6Address : null,
            Architecture = row.Architecture,
            BlockDeviceMappings = Devices(row, at),
            ClientToken = row.ClientToken ?? "",
            EbsOptimized = row.IsEbsOptimized,
            EnaSupport = row.IsEnaSupported,
            Hypervisor = HypervisorType.Xen,
            IamInstanceProfile = ProfileOf(row),
            InstanceLifecycle = row.Lifecycle,
            SpotInstanceRequestId = row.SpotInstanceRequestId,
            NetworkInterfaces = views,
            RootDeviceName = row.RootDeviceName,
            RootDeviceType = DeviceType.Ebs,
            SecurityGroups = primary?.Groups ?? [],
            SourceDestCheck = primary?.SourceDestCheck,
            SriovNetSupport = row.SriovNetSupport,
            Tags = BackendTag.Listed(at, row.Id),
            VirtualizationType = VirtualizationType.Hvm,
            CpuOptions = new() { CoreCount = row.CoreCount, ThreadsPerCore = row.ThreadsPerCore },
            CapacityReservationId = row.CapacityReservationId,
            CapacityReservationSpecification = CapacityOf(row),
            HibernationOptions = new() { Configured = row.IsHibernationConfigured },
            MetadataOptions = MetadataOf(row),
            EnclaveOptions = new() { Enabled = row.IsEnclaveEnabled },
            BootMode = row.BootMode,
            CurrentInstanceBootMode = row.BootMode == "uefi" ? "uefi" : "legacy-bios",
            Platform = row.Platform,
            PlatformDetails = row.PlatformDetails,
            UsageOperation = row.UsageOperation,
            UsageOperationUpdateTime = row.UsageOperationUpdateTime,
            PrivateDnsNameOptions = new()
            {
                HostnameType = row.HostnameType,
                EnableResourceNameDnsARecord = row.HasResourceNameARecord,
                EnableResourceNameDnsAAAARecord = row.HasResourceNameAaaaRecord,
            },
            MaintenanceOptions = new() { AutoRecovery = row.AutoRecovery, RebootMigration = row.RebootMigration },
            NetworkPerformanceOptions = new() { BandwidthWeighting = row.BandwidthWeighting },
            Operator = new() { Managed = false },
        };
    }

    private static StateReason? ReasonOf(InstanceRow row) =>
        row.StateReasonCode is null ? null : new() { Code = row.StateReasonCode, Message = row.StateReasonMessage };

    private static IamInstanceProfile? ProfileOf(InstanceRow row) =>
        row.Profile is null ? null : new() { Arn = row.Profile.Arn, Id = row.Profile.ProfileId };

    /// <summary>A target is shown in place of a preference.</summary>
    private static CapacityReservationSpecificationResponse CapacityOf(InstanceRow row) =>
        row.CapacityReservationTargetId is { } target
            ? new() { CapacityReservationTarget = new() { CapacityReservationId = target } }
            : new() { CapacityReservationPreference = row.CapacityReservationPreference };

    private static Placement PlacementOf(InstanceRow row) => new()
    {
        AvailabilityZone = row.AvailabilityZone,
        AvailabilityZoneId = ZoneIds.Of(row.AvailabilityZone),
        GroupName = row.PlacementGroupName ?? "",
        GroupId = row.PlacementGroupId,
        PartitionNumber = row.PartitionNumber,
        Tenancy = row.Tenancy,
        HostId = row.HostId,
        Affinity = row.Affinity,
    };

    private static InstanceMetadataOptionsResponse MetadataOf(InstanceRow row) => new()
    {
        State = InstanceMetadataOptionsState.Applied,
        HttpTokens = row.MetadataOptions.HttpTokens,
        HttpPutResponseHopLimit = row.MetadataOptions.HttpPutResponseHopLimit,
        HttpEndpoint = row.MetadataOptions.HttpEndpoint,
        HttpProtocolIpv6 = row.MetadataOptions.HttpProtocolIpv6,
        InstanceMetadataTags = row.MetadataOptions.InstanceMetadataTags,
    };

    /// <summary>The root first, also where it was replaced since.</summary>
    private static List<InstanceBlockDeviceMapping> Devices(InstanceRow row, WorldView at) =>
    [
        .. at.Rows<VolumeRow>().By(VolumeRow.ByInstance, row.Id).Select(one => Device(one, row))
            .OrderBy(one => one.DeviceName == row.RootDeviceName ? 0 : 1),
    ];

    private static InstanceBlockDeviceMapping Device(VolumeRow volume, InstanceRow row)
    {
        var attachment = volume.Attachments.First(one => one.InstanceId == row.Id);
        return new()
        {
            DeviceName = attachment.Device,
            Ebs = new()
            {
                VolumeId = volume.Id,
                Status = attachment.State,
                AttachTime = attachment.AttachTime,
                DeleteOnTermination = attachment.IsDeletedOnTermination,
            },
        };
    }
}
