using Virga.Ec2.Subnets;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Makes interfaces: the one way by which an address or a hardware address is given.</summary>
internal static class NewNetworkInterface
{
    /// <summary>An unattached interface in a subnet.</summary>
    /// <param name="change">The change.</param>
    /// <param name="subnet">Where.</param>
    /// <param name="groupIds">Security groups; not empty.</param>
    /// <param name="primaryAddress">An address that the user asked for, or null.</param>
    public static NetworkInterfaceRow Make(
        Change change, SubnetRow subnet, IReadOnlyList<string> groupIds, string? primaryAddress = null)
    {
        Quota.NetworkInterfaces.Check(change, () => change.Rows<NetworkInterfaceRow>().Count);
        IReadOnlyList<PrivateAddress> addresses = subnet.CidrBlock is null
            ? []
            : [new(
                primaryAddress is null
                    ? SubnetAddresses.Next(change, subnet)
                    : SubnetAddresses.Take(change, subnet, primaryAddress),
                IsPrimary: true)];
        return change.Put(new NetworkInterfaceRow(change.NewId("eni"))
        {
            SubnetId = subnet.Id,
            VpcId = subnet.VpcId,
            AvailabilityZone = subnet.AvailabilityZone,
            MacAddress = NextMac(change),
            PrivateAddresses = addresses,
            GroupIds = groupIds,
        });
    }

    /// <summary>
    /// A hardware address that no interface of the account and region has; AWS's begin with 02, 06, 0a, 0e.
    /// </summary>
    private static string NextMac(Change change)
    {
        while (true)
        {
            var bits = change.Random();
            var bytes = new byte[6];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(bits >> (8 * i));
            bytes[0] = (byte)((bytes[0] & 0x0c) | 0x02);
            var mac = string.Join(':', bytes.Select(one => one.ToString("x2")));
            if (!change.Rows<NetworkInterfaceRow>().Any(NetworkInterfaceRow.ByMac, mac)) return mac;
        }
    }
}
