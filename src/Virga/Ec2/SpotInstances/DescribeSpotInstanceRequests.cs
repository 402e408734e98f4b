using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>Lists spot requests, those that are over for two days more.</summary>
internal sealed class DescribeSpotInstanceRequests
    : IQuery<DescribeSpotInstanceRequestsRequest, DescribeSpotInstanceRequestsResult>
{
    private static readonly Listing<SpotRequestRow, SpotInstanceRequest> Listing = new()
    {
        View = SpotRequestView.Of,
        Filters = new()
        {
            { "availability-zone-group", one => one.AvailabilityZoneGroup },
            { "create-time", one => one.CreateTime },
            { "fault-code", one => one.Fault?.Code },
            { "fault-message", one => one.Fault?.Message },
            { "instance-id", one => one.InstanceId },
            { "launch-group", one => one.LaunchGroup },
            { "launch.block-device-mapping.delete-on-termination", one => Devices(one).Select(device =>
                device.Ebs?.DeleteOnTermination == false ? "false" : "true") },
            { "launch.block-device-mapping.device-name", one => Devices(one).Select(device => device.DeviceName) },
            { "launch.block-device-mapping.snapshot-id", one => Devices(one).Select(device => device.Ebs?.SnapshotId) },
            { "launch.block-device-mapping.volume-size", one => Devices(one).Select(device =>
                device.Ebs?.VolumeSize?.ToString(System.Globalization.CultureInfo.InvariantCulture)) },
            { "launch.block-device-mapping.volume-type", one => Devices(one).Select(device => device.Ebs?.VolumeType) },
            { "launch.group-id", one => Groups(one).Select(group => group.GroupId) },
            { "launch.group-name", one => Groups(one).Select(group => group.GroupName) },
            { "launch.image-id", one => one.LaunchSpecification!.ImageId },
            { "launch.instance-type", one => one.LaunchSpecification!.InstanceType },
            { "launch.kernel-id", one => one.LaunchSpecification!.KernelId },
            { "launch.key-name", one => one.LaunchSpecification!.KeyName },
            { "launch.monitoring-enabled", one => one.LaunchSpecification!.Monitoring?.Enabled },
            { "launch.ramdisk-id", one => one.LaunchSpecification!.RamdiskId },
            { "launched-availability-zone", one => one.LaunchedAvailabilityZone },
            { "launched-availability-zone-id", one => one.LaunchedAvailabilityZoneId },
            { "network-interface.addresses.primary", one => Interfaces(one)
                .SelectMany(eni => eni.PrivateIpAddresses ?? []).Select(address =>
                    address.Primary == true ? "true" : "false") },
            { "network-interface.delete-on-termination", one => Interfaces(one).Select(eni =>
                eni.DeleteOnTermination == false ? "false" : "true") },
            { "network-interface.description", one => Interfaces(one).Select(eni => eni.Description) },
            { "network-interface.device-index", one => Interfaces(one).Select(eni =>
                eni.DeviceIndex?.ToString(System.Globalization.CultureInfo.InvariantCulture)) },
            { "network-interface.group-id", one => Interfaces(one).SelectMany(eni => eni.Groups ?? []) },
            { "network-interface.network-interface-id", one => Interfaces(one).Select(eni => eni.NetworkInterfaceId) },
            { "network-interface.private-ip-address", one => Interfaces(one).Select(eni => eni.PrivateIpAddress) },
            { "network-interface.subnet-id", one => Interfaces(one).Select(eni => eni.SubnetId) },
            { "product-description", one => one.ProductDescription },
            { "spot-instance-request-id", one => one.SpotInstanceRequestId },
            { "spot-price", one => one.SpotPrice },
            { "state", one => one.State },
            { "status-code", one => one.Status!.Code },
            { "status-message", one => one.Status!.Message },
            { "type", one => one.Type },
            { "valid-from", one => one.ValidFrom },
            { "valid-until", one => one.ValidUntil },
        },
    };

    public static DescribeSpotInstanceRequestsResult Run(DescribeSpotInstanceRequestsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.SpotInstanceRequestIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { SpotInstanceRequests = page.Items, NextToken = page.NextToken };
    }

    private static List<BlockDeviceMapping> Devices(SpotInstanceRequest one) =>
        one.LaunchSpecification!.BlockDeviceMappings ?? [];

    private static List<GroupIdentifier> Groups(SpotInstanceRequest one) =>
        one.LaunchSpecification!.SecurityGroups ?? [];

    private static List<InstanceNetworkInterfaceSpecification> Interfaces(SpotInstanceRequest one) =>
        one.LaunchSpecification!.NetworkInterfaces ?? [];
}
