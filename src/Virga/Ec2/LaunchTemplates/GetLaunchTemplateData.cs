using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>Makes the data of a template that would launch an instance like one that there is.</summary>
internal sealed class GetLaunchTemplateData : IQuery<GetLaunchTemplateDataRequest, GetLaunchTemplateDataResult>
{
    public static GetLaunchTemplateDataResult Run(GetLaunchTemplateDataRequest input, WorldView at)
    {
        var row = ChosenInstances.One(at, input.InstanceId);
        return new() { LaunchTemplateData = Data(row, at) };
    }

    private static ResponseLaunchTemplateData Data(InstanceRow row, WorldView at) => new()
    {
        ImageId = row.ImageId,
        InstanceType = row.InstanceType,
        KeyName = row.KeyName,
        EbsOptimized = row.IsEbsOptimized,
        IamInstanceProfile = row.Profile is { } profile ? new() { Arn = profile.Arn } : null,
        BlockDeviceMappings =
            [.. at.Rows<VolumeRow>().By(VolumeRow.ByInstance, row.Id).Select(volume => Device(volume, row))],
        NetworkInterfaces =
        [
            .. at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, row.Id)
                .OrderBy(eni => eni.Attachment!.DeviceIndex).Select(Interface),
        ],
        Monitoring = new() { Enabled = row.Monitoring == MonitoringState.Enabled },
        Placement = new()
        {
            AvailabilityZone = row.AvailabilityZone,
            GroupName = row.PlacementGroupName ?? "",
            Tenancy = row.Tenancy,
            HostId = row.HostId,
            Affinity = row.Affinity,
            PartitionNumber = row.PartitionNumber,
        },
        DisableApiTermination = row.IsTerminationDisabled,
        DisableApiStop = row.IsStopDisabled,
        InstanceInitiatedShutdownBehavior = row.InitiatedShutdownBehavior,
        UserData = row.UserData,
        TagSpecifications = at.TagsOf(row.Id).FindAll(IsOwn) is { Count: > 0 } tags
            ? [new() { ResourceType = ResourceType.Instance, Tags = tags }]
            : [],
        CreditSpecification = row.CpuCredits is { } credits ? new() { CpuCredits = credits } : null,
        CpuOptions = new() { CoreCount = row.CoreCount, ThreadsPerCore = row.ThreadsPerCore },
        CapacityReservationSpecification = row.CapacityReservationTargetId is { } target
            ? new() { CapacityReservationTarget = new() { CapacityReservationId = target } }
            : new() { CapacityReservationPreference = row.CapacityReservationPreference },
        HibernationOptions = new() { Configured = row.IsHibernationConfigured },
        EnclaveOptions = new() { Enabled = row.IsEnclaveEnabled },
        MaintenanceOptions = new() { AutoRecovery = row.AutoRecovery },
        MetadataOptions = new()
        {
            HttpTokens = row.MetadataOptions.HttpTokens,
            HttpPutResponseHopLimit = row.MetadataOptions.HttpPutResponseHopLimit,
            HttpEndpoint = row.MetadataOptions.HttpEndpoint,
            HttpProtocolIpv6 = row.MetadataOptions.HttpProtocolIpv6,
            InstanceMetadataTags = row.MetadataOptions.InstanceMetadataTags,
        },
        PrivateDnsNameOptions = new()
        {
            HostnameType = row.HostnameType,
            EnableResourceNameDnsARecord = row.HasResourceNameARecord,
            EnableResourceNameDnsAAAARecord = row.HasResourceNameAaaaRecord,
        },
    };

    private static LaunchTemplateBlockDeviceMapping Device(VolumeRow volume, InstanceRow row)
    {
        var attachment = volume.Attachments.First(one => one.InstanceId == row.Id);
        return new()
        {
            DeviceName = attachment.Device,
            Ebs = new()
            {
                DeleteOnTermination = attachment.IsDeletedOnTermination,
                Encrypted = volume.IsEncrypted,
                Iops = volume.VolumeType == VolumeType.Gp2 ? null : volume.Iops,
                KmsKeyId = volume.KmsKeyId,
                SnapshotId = volume.SnapshotId,
                Throughput = volume.ThroughputMiBps,
                VolumeSize = volume.SizeGiB,
                VolumeType = volume.VolumeType,
            },
        };
    }

    private static LaunchTemplateInstanceNetworkInterfaceSpecification Interface(NetworkInterfaceRow eni) => new()
    {
        AssociatePublicIpAddress = eni.AutoPublicIp is not null || eni.HadPublicIp,
        DeleteOnTermination = eni.Attachment!.IsDeletedOnTermination,
        Description = eni.Description,
        DeviceIndex = eni.Attachment.DeviceIndex,
        Groups = [.. eni.GroupIds],
        InterfaceType = eni.InterfaceType,
        NetworkCardIndex = eni.Attachment.NetworkCardIndex,
        PrivateIpAddresses =
        [
            .. eni.PrivateAddresses.Select(one => new PrivateIpAddressSpecification
            {
                Primary = one.IsPrimary, PrivateIpAddress = one.Address,
            }),
        ],
        SubnetId = eni.SubnetId,
    };

    private static bool IsOwn(Tag tag) => tag.Key?.StartsWith("aws:", StringComparison.Ordinal) == false;
}
