using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists policies; the documentation names no filters, so these are the members' own.</summary>
internal sealed class DescribeIpamPolicies : IQuery<DescribeIpamPoliciesRequest, DescribeIpamPoliciesResult>
{
    private static readonly Listing<IpamPolicyRow, IpamPolicy> Listing = new()
    {
        View = IpamPolicies.Of,
        Filters = new()
        {
            { "ipam-policy-id", one => one.IpamPolicyId },
            { "ipam-id", one => one.IpamId },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamPoliciesResult Run(DescribeIpamPoliciesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamPolicyIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPolicies = page.Items, NextToken = page.NextToken };
    }
}
