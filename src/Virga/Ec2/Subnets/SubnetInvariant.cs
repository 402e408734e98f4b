using Virga.Ec2.NetworkAcls;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>Subnets lie in their VPC, do not overlap, and each has exactly one ACL.</summary>
internal sealed class SubnetInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var subnet in at.Rows<SubnetRow>())
        {
            if (at.Find<VpcRow>(subnet.VpcId) is not { } vpc)
            {
                yield return $"{subnet.Id} is in {subnet.VpcId}, which does not exist.";
                continue;
            }

            var acls = at.Rows<NetworkAclRow>().By(NetworkAclRow.BySubnet, subnet.Id)
                .Sum(acl => acl.Associations.Count(one => one.SubnetId == subnet.Id));
            if (acls != 1) yield return $"{subnet.Id} has {acls} network ACLs.";
            if (subnet.CidrBlock is null) continue;
            var block = Cidr.Parse(subnet.CidrBlock);
            if (!vpc.CidrBlocks.Any(one => Cidr.Parse(one.Block).Contains(block)))
                yield return $"{subnet.CidrBlock} of {subnet.Id} lies outside of {vpc.Id}.";
            foreach (var other in at.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id))
            {
                var isLater = other.Sequence > subnet.Sequence && other.CidrBlock is not null;
                if (isLater && Cidr.Parse(other.CidrBlock!).Overlaps(block))
                    yield return $"{subnet.Id} and {other.Id} overlap.";
            }
        }
    }
}
