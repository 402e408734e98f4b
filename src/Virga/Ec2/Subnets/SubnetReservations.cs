using Virga.Ec2.NetworkInterfaces;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>
/// What reservations keep from being given by itself (VPC User Guide, "Subnet CIDR reservations"): an explicit one
/// until the user names an address in it, one of prefixes for prefixes only.
/// </summary>
internal static class SubnetReservations
{
    public static IEnumerable<SubnetCidrReservationRow> Of(WorldView at, string subnetId) =>
        at.Rows<SubnetCidrReservationRow>().By(SubnetCidrReservationRow.BySubnet, subnetId);

    /// <summary>Whether an IPv4 address is reserved.</summary>
    public static bool Contains(WorldView at, string subnetId, string address) =>
        Cidr.TryParseAddress(address, out var number)
        && Of(at, subnetId).Any(one => Cidr.TryParse(one.Block, out var block) && block.Contains(number));

    /// <summary>How many IPv4 addresses are reserved and not in use.</summary>
    public static long CountUnused(WorldView at, string subnetId)
    {
        long count = 0;
        foreach (var reservation in Of(at, subnetId))
        {
            if (!Cidr.TryParse(reservation.Block, out var block)) continue;
            count += block.Size - Used(at, subnetId, block);
        }

        return count;
    }

    private static long Used(WorldView at, string subnetId, Cidr block) =>
        at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnetId).Sum(eni =>
            eni.PrivateAddresses.Count(one =>
                Cidr.TryParseAddress(one.Address, out var number) && block.Contains(number))
            + (16L * eni.Ipv4Prefixes.Count(prefix => block.Contains(Cidr.Parse(prefix)))));
}
