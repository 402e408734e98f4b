using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The filters of DescribeInstances, as its documentation lists them.</summary>
internal static class InstanceFilters
{
    public static readonly Filters<InstanceItem> All = new()
    {
        { "affinity", item => item.Shape.Placement?.Affinity },
        { "architecture", item => item.Shape.Architecture },
        { "availability-zone", item => item.Shape.Placement?.AvailabilityZone },
        { "availability-zone-id", item => item.Shape.Placement?.AvailabilityZoneId },
        { "block-device-mapping.attach-time", item => Devices(item).Select(one => Time(one.Ebs?.AttachTime)) },
        {
            "block-device-mapping.delete-on-termination",
            item => Devices(item).Select(one => Truth(one.Ebs?.DeleteOnTermination))
        },
        { "block-device-mapping.device-name", item => Devices(item).Select(one => one.DeviceName) },
        { "block-device-mapping.status", item => Devices(item).Select(one => one.Ebs?.Status) },
        { "block-device-mapping.volume-id", item => Devices(item).Select(one => one.Ebs?.VolumeId) },
        { "boot-mode", item => item.Shape.BootMode },
        { "capacity-reservation-id", item => item.Shape.CapacityReservationId },
        {
            "capacity-reservation-specification.capacity-reservation-preference",
            item => item.Shape.CapacityReservationSpecification?.CapacityReservationPreference
        },
        {
            "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id",
            item => item.Shape.CapacityReservationSpecification?.CapacityReservationTarget?.CapacityReservationId
        },
        {
            "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn",
            item => item.Shape.CapacityReservationSpecification?.CapacityReservationTarget
                ?.CapacityReservationResourceGroupArn
        },
        { "client-token", item => item.Shape.ClientToken },
        { "current-instance-boot-mode", item => item.Shape.CurrentInstanceBootMode },
        { "dns-name", item => item.Shape.PublicDnsName },
        { "ebs-optimized", item => item.Shape.EbsOptimized },
        { "ena-support", item => item.Shape.EnaSupport },
        { "enclave-options.enabled", item => item.Shape.EnclaveOptions?.Enabled },
        { "hibernation-options.configured", item => item.Shape.HibernationOptions?.Configured },
        { "host-id", item => item.Shape.Placement?.HostId },
        { "hypervisor", item => item.Shape.Hypervisor },
        { "iam-instance-profile.arn", item => item.Shape.IamInstanceProfile?.Arn },
        { "iam-instance-profile.id", item => item.Shape.IamInstanceProfile?.Id },
        { "iam-instance-profile.name", item => item.Shape.IamInstanceProfile?.Arn?.Split('/')[^1] },
        { "image-id", item => item.Shape.ImageId },
        { "instance-id", item => item.Shape.InstanceId },
        { "instance-lifecycle", item => item.Shape.InstanceLifecycle },
        { "instance-state-code", item => item.Shape.State?.Code },
        { "instance-state-name", item => item.Shape.State?.Name },
        { "instance-type", item => item.Shape.InstanceType },
        { "instance.group-id", item => item.Shape.SecurityGroups?.Select(one => one.GroupId) },
        { "instance.group-name", item => item.Shape.SecurityGroups?.Select(one => one.GroupName) },
        { "ip-address", item => item.Shape.PublicIpAddress },
        { "ipv6-address", item => item.Shape.Ipv6Address },
        { "kernel-id", item => item.Shape.KernelId },
        { "key-name", item => item.Shape.KeyName },
        { "launch-index", item => item.Shape.AmiLaunchIndex },
        { "launch-time", item => item.Shape.LaunchTime },
        { "maintenance-options.auto-recovery", item => item.Shape.MaintenanceOptions?.AutoRecovery },
        { "metadata-options.http-endpoint", item => item.Shape.MetadataOptions?.HttpEndpoint },
        { "metadata-options.http-protocol-ipv4", item => item.Shape.MetadataOptions?.HttpEndpoint },
        { "metadata-options.http-protocol-ipv6", item => item.Shape.MetadataOptions?.HttpProtocolIpv6 },
        { "metadata-options.http-put-response-hop-limit", item => item.Shape.MetadataOptions?.HttpPutResponseHopLimit },
        { "metadata-options.http-tokens", item => item.Shape.MetadataOptions?.HttpTokens },
        { "metadata-options.instance-metadata-tags", item => item.Shape.MetadataOptions?.InstanceMetadataTags },
        { "metadata-options.state", item => item.Shape.MetadataOptions?.State },
        { "monitoring-state", item => item.Shape.Monitoring?.State },
        {
            "network-performance-options.bandwidth-weighting",
            item => item.Shape.NetworkPerformanceOptions?.BandwidthWeighting
        },
        { "operator.managed", item => item.Shape.Operator?.Managed },
        { "operator.principal", item => item.Shape.Operator?.Principal },
        { "outpost-arn", item => item.Shape.OutpostArn },
        { "owner-id", item => item.At.Account },
        { "placement-group-name", item => item.Shape.Placement?.GroupName },
        { "placement-partition-number", item => item.Shape.Placement?.PartitionNumber },
        { "platform", item => item.Shape.Platform },
        { "platform-details", item => item.Shape.PlatformDetails },
        { "private-dns-name", item => item.Shape.PrivateDnsName },
        {
            "private-dns-name-options.enable-resource-name-dns-a-record",
            item => item.Shape.PrivateDnsNameOptions?.EnableResourceNameDnsARecord
        },
        {
            "private-dns-name-options.enable-resource-name-dns-aaaa-record",
            item => item.Shape.PrivateDnsNameOptions?.EnableResourceNameDnsAAAARecord
        },
        { "private-dns-name-options.hostname-type", item => item.Shape.PrivateDnsNameOptions?.HostnameType },
        { "private-ip-address", item => item.Shape.PrivateIpAddress },
        { "product-code", item => item.Shape.ProductCodes?.Select(one => one.ProductCodeId) },
        { "product-code.type", item => item.Shape.ProductCodes?.Select(one => one.ProductCodeType) },
        { "ramdisk-id", item => item.Shape.RamdiskId },
        { "reason", item => item.Shape.StateTransitionReason },
        { "requester-id", _ => (string?)null },
        { "reservation-id", item => item.ReservationId },
        { "root-device-name", item => item.Shape.RootDeviceName },
        { "root-device-type", item => item.Shape.RootDeviceType },
        { "source-dest-check", item => item.Shape.SourceDestCheck },
        { "spot-instance-request-id", item => item.Shape.SpotInstanceRequestId },
        { "state-reason-code", item => item.Shape.StateReason?.Code },
        { "state-reason-message", item => item.Shape.StateReason?.Message },
        { "subnet-id", item => item.Shape.SubnetId },
        { "tenancy", item => item.Shape.Placement?.Tenancy },
        { "tpm-support", item => item.Shape.TpmSupport },
        { "usage-operation", item => item.Shape.UsageOperation },
        { "usage-operation-update-time", item => item.Shape.UsageOperationUpdateTime },
        { "virtualization-type", item => item.Shape.VirtualizationType },
        { "vpc-id", item => item.Shape.VpcId },
    };

    static InstanceFilters() => InstanceInterfaceFilters.AddTo(All);

    private static List<InstanceBlockDeviceMapping> Devices(InstanceItem item) => item.Shape.BlockDeviceMappings ?? [];

    private static string? Truth(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Time(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
