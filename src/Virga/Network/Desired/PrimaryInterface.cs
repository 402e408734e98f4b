using Virga.Ec2.NetworkInterfaces;
using Virga.State;

namespace Virga.Network.Desired;

/// <summary>Finds the interface that an instance's packets come from, running or not.</summary>
internal static class PrimaryInterface
{
    /// <summary>The id of the interface with device index 0 in whatever account and region it is, or null.</summary>
    public static string? Of(IEnumerable<Partition> partitions, string instanceId) => partitions
        .SelectMany(partition => partition.Table<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instanceId))
        .FirstOrDefault(eni => eni.Attachment!.DeviceIndex == 0)?.Id;
}
