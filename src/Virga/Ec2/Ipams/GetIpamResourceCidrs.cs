using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the blocks of resources in a scope.</summary>
internal sealed class GetIpamResourceCidrs : IQuery<GetIpamResourceCidrsRequest, GetIpamResourceCidrsResult>
{
    private static readonly Filters<IpamResourceCidr> Filters = new()
    {
        { "compliance-status", one => one.ComplianceStatus },
        { "ip-usage", one => one.IpUsage?.ToString(CultureInfo.InvariantCulture) },
        { "management-state", one => one.ManagementState },
        { "overlap-status", one => one.OverlapStatus },
        { "resource-cidr", one => one.ResourceCidr },
        { "resource-id", one => one.ResourceId },
        { "resource-name", one => one.ResourceName },
        { "resource-owner-id", one => one.ResourceOwnerId },
        { "resource-region", one => one.ResourceRegion },
        { "resource-type", one => one.ResourceType },
        { "vpc-id", one => one.VpcId },
    };

    public static GetIpamResourceCidrsResult Run(GetIpamResourceCidrsRequest input, WorldView at)
    {
        var scope = at.Named<IpamScopeRow>(input.IpamScopeId);
        var all = IpamResources.All(at, at.Get<IpamRow>(scope.IpamId)).Where(one => one.IpamScopeId == scope.Id
            && (input.IpamPoolId is null || one.IpamPoolId == input.IpamPoolId)
            && (input.ResourceId is null || one.ResourceId == input.ResourceId)
            && (input.ResourceType is null || one.ResourceType == input.ResourceType)
            && (input.ResourceOwner is null || one.ResourceOwnerId == input.ResourceOwner)
            && (input.ResourceTag is not { } tag
                || one.ResourceTags!.Exists(each => each.Key == tag.Key && each.Value == tag.Value)));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamResourceCidrs = page.Items, NextToken = page.NextToken };
    }
}
