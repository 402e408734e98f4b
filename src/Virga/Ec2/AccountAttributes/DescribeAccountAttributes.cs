using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.AccountAttributes;

/// <summary>Lists what the account may do, and its default VPC.</summary>
internal sealed class DescribeAccountAttributes
    : IQuery<DescribeAccountAttributesRequest, DescribeAccountAttributesResult>
{
    public static DescribeAccountAttributesResult Run(DescribeAccountAttributesRequest input, WorldView at)
    {
        var vpcId = at.Rows<VpcRow>().FirstOrDefault(vpc => vpc.IsDefault)?.Id ?? "none";
        (string Name, string Value)[] all =
        [
            ("supported-platforms", "VPC"),
            ("default-vpc", vpcId),
            ("max-instances", "20"),
            ("vpc-max-security-groups-per-interface", "5"),
            ("max-elastic-ips", "5"),
            ("vpc-max-elastic-ips", "5"),
        ];
        var wanted = input.AttributeNames ?? [];
        return new()
        {
            AccountAttributes =
            [
                .. all.Where(one => wanted.Count == 0 || wanted.Contains(one.Name)).Select(one => new AccountAttribute
                {
                    AttributeName = one.Name,
                    AttributeValues = [new() { AttributeValue = one.Value }],
                }),
            ],
        };
    }
}
