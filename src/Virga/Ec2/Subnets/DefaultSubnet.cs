using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>The subnet of a zone in the default VPC: a /20, with public addresses for its instances.</summary>
internal static class DefaultSubnet
{
    private const int PrefixLength = 20;

    public static SubnetRow Make(Change change, VpcRow vpc, string zone)
    {
        var subnet = NewSubnet.Make(change, vpc.Id, FreeBlock(change, vpc), zone);
        return change.Put(subnet with { IsDefaultForAz = true, MapsPublicIpOnLaunch = true });
    }

    private static Cidr FreeBlock(Change change, VpcRow vpc)
    {
        var taken = change.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id)
            .Where(subnet => subnet.CidrBlock is not null).Select(subnet => Cidr.Parse(subnet.CidrBlock!)).ToList();
        var block = vpc.CidrBlock;
        for (long address = block.First; address < block.Last; address += 1L << (32 - PrefixLength))
        {
            var candidate = new Cidr((uint)address, PrefixLength);
            if (!taken.Exists(candidate.Overlaps)) return candidate;
        }

        throw Ec2Errors.LimitExceeded("InsufficientFreeAddressesInSubnet", "The default VPC has no free block left.");
    }
}
