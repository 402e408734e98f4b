using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>No address is given twice, and each lies in its subnet.</summary>
internal sealed class AddressInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var eni in at.Rows<NetworkInterfaceRow>())
        {
            if (at.Find<SubnetRow>(eni.SubnetId) is not { } subnet)
            {
                yield return $"{eni.Id} is in subnet {eni.SubnetId}, which does not exist.";
                continue;
            }

            foreach (var address in eni.PrivateAddresses)
            {
                if (!seen.TryAdd(NetworkInterfaceRow.AddressKey(eni.SubnetId, address.Address), eni.Id))
                    yield return $"{address.Address} of {eni.SubnetId} was given twice, once to {eni.Id}.";
                if (!Cidr.TryParseAddress(address.Address, out var number)
                    || !Cidr.Parse(subnet.CidrBlock!).Contains(number))
                    yield return $"{address.Address} of {eni.Id} lies outside of {subnet.CidrBlock}.";
            }
        }
    }
}
