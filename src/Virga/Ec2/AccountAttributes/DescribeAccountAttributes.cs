using System.Globalization;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SecurityGroups;
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
        var addresses = Text(at.Rules.AreQuotasEnforced ? Quota.Addresses.Limit : PublicAddresses.Count);
        (string Name, string Value)[] all =
        [
            ("supported-platforms", "VPC"),
            ("default-vpc", vpcId),

            // "This attribute is no longer supported" (API Reference): limits are of processors since 2019.
            ("max-instances", "20"),
            ("vpc-max-security-groups-per-interface", Text(SecurityGroupRules.MaxGroupsPerInterface)),
            ("max-elastic-ips", addresses),
            ("vpc-max-elastic-ips", addresses),
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
