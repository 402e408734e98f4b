using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Addresses;

/// <summary>
/// Each elastic address is held in the pool by its account, and stands for a private address that its interface has.
/// </summary>
internal sealed class ElasticAddressInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        var pool = at.Rows<PublicAddressRow>(PublicAddressRow.Pool);
        foreach (var address in at.Rows<AddressRow>())
        {
            var holder = pool.Find(address.PublicIp);
            if (holder is null || holder.Account != at.Account || holder.Region != at.Region)
                yield return $"{address.PublicIp} of {address.Id} is not held by {at.Scope}.";
            if (address.Association is not { } association) continue;
            var eni = at.Find<NetworkInterfaceRow>(association.InterfaceId);
            if (eni is null || !eni.PrivateAddresses.Any(one => one.Address == association.PrivateAddress))
                yield return $"{address.Id} stands for {association.PrivateAddress}, which nobody has.";
        }
    }
}
