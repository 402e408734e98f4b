using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the blocks of resources that a resource discovery sees in a region.</summary>
internal sealed class GetIpamDiscoveredResourceCidrs
    : IQuery<GetIpamDiscoveredResourceCidrsRequest, GetIpamDiscoveredResourceCidrsResult>
{
    private static readonly Filters<IpamDiscoveredResourceCidr> Filters = new()
    {
        { "resource-cidr", one => one.ResourceCidr },
        { "resource-id", one => one.ResourceId },
        { "resource-owner-id", one => one.ResourceOwnerId },
        { "resource-type", one => one.ResourceType },
        { "vpc-id", one => one.VpcId },
    };

    public static GetIpamDiscoveredResourceCidrsResult Run(GetIpamDiscoveredResourceCidrsRequest input, WorldView at)
    {
        var row = at.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        var sight = new IpamRow("")
        {
            State = "", Regions = [.. row.Regions.Where(one => one == input.ResourceRegion)], PublicScopeId = "",
            PrivateScopeId = "", DiscoveryId = row.Id, AssociationId = "",
        };
        var page = FactPage.Of(
            IpamResources.All(at, sight).Select(one => Shape(one, row.Id, at)), Filters, input.Filters,
            input.MaxResults, input.NextToken);
        return new() { IpamDiscoveredResourceCidrs = page.Items, NextToken = page.NextToken };
    }

    private static IpamDiscoveredResourceCidr Shape(IpamResourceCidr one, string discoveryId, WorldView at) => new()
    {
        IpamResourceDiscoveryId = discoveryId,
        ResourceRegion = one.ResourceRegion,
        ResourceId = one.ResourceId,
        ResourceOwnerId = one.ResourceOwnerId,
        ResourceCidr = one.ResourceCidr,
        ResourceType = one.ResourceType,
        ResourceTags = one.ResourceTags,
        IpUsage = one.IpUsage,
        VpcId = one.VpcId,
        SubnetId = one.ResourceType == IpamResourceType.Subnet ? one.ResourceId : null,
        SampleTime = at.Now,
    };
}
