using Virga.Ec2.NetworkAcls;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>A subnet, under its VPC's default ACL and main route table.</summary>
internal static class NewSubnet
{
    public static SubnetRow Make(Change change, string vpcId, Cidr? block, string zone)
    {
        Quota.Subnets.Check(change, () => change.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpcId).Count());
        var subnet = change.Put(new SubnetRow(change.NewId("subnet"))
        {
            VpcId = vpcId,
            State = SubnetState.Available,
            CidrBlock = block?.ToString(),
            AvailabilityZone = zone,
        });
        DefaultNetworkAcl.Guard(change, vpcId, subnet.Id);
        return subnet;
    }
}
