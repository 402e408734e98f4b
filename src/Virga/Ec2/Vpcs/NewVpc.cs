using Virga.Ec2.DhcpOptionsSets;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>A VPC with what AWS makes with it: main route table, default network ACL, default security group.</summary>
internal static class NewVpc
{
    public static VpcRow Make(Change change, Cidr block, string tenancy, bool isDefault)
    {
        Quota.Vpcs.Check(change, () => change.Rows<VpcRow>().Count);
        var vpc = change.Put(new VpcRow(change.NewId("vpc"))
        {
            State = VpcState.Pending,
            CidrBlocks = [new(change.NewId("vpc-cidr-assoc"), block.ToString(), VpcCidrBlockStateCode.Associated)],
            InstanceTenancy = tenancy,
            DhcpOptionsId = DefaultDhcpOptions.Ensure(change).Id,
            IsDefault = isDefault,
            AreDnsHostnamesEnabled = isDefault,
        });
        MainRouteTable.Make(change, vpc.Id);
        DefaultNetworkAcl.Make(change, vpc.Id);
        DefaultSecurityGroup.Make(change, vpc.Id);
        change.Later<VpcBecomesAvailable>(VpcBecomesAvailable.Delay, vpc.Id);
        return vpc;
    }
}

/// <summary>A VPC is pending in the answer that makes it, and available right after.</summary>
internal sealed class VpcBecomesAvailable : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public static void Run(Change change, string subject)
    {
        if (change.Find<VpcRow>(subject) is { } vpc) change.Put(vpc with { State = VpcState.Available });
    }
}
