using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>
/// Says who has a block in a scope: what holds it now, as one sample of this moment, since no history is kept.
/// </summary>
internal sealed class GetIpamAddressHistory : IQuery<GetIpamAddressHistoryRequest, GetIpamAddressHistoryResult>
{
    public static GetIpamAddressHistoryResult Run(GetIpamAddressHistoryRequest input, WorldView at)
    {
        var scope = at.Named<IpamScopeRow>(input.IpamScopeId);
        var isIpv4 = !input.Cidr!.Contains(':', StringComparison.Ordinal);
        var wanted = IpamBlock.TryParse(input.Cidr, isIpv4)
            ?? throw CommonErrors.InvalidParameterValue($"Value ({input.Cidr}) for parameter cidr is invalid.");
        var all = IpamResources.All(at, at.Get<IpamRow>(scope.IpamId)).Where(one => one.IpamScopeId == scope.Id
            && (input.VpcId is null || one.VpcId == input.VpcId)
            && isIpv4 == !one.ResourceCidr!.Contains(':', StringComparison.Ordinal)
            && IpamBlock.Parse(one.ResourceCidr).Overlaps(wanted)
            && (input.EndTime is null || input.EndTime >= at.Now)).Select(one => Record(one, at)).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { HistoryRecords = page.Items, NextToken = page.NextToken };
    }

    private static IpamAddressHistoryRecord Record(IpamResourceCidr one, WorldView at) => new()
    {
        ResourceOwnerId = one.ResourceOwnerId,
        ResourceRegion = one.ResourceRegion,
        ResourceType = one.ResourceType,
        ResourceId = one.ResourceId,
        ResourceCidr = one.ResourceCidr,
        ResourceName = one.ResourceName,
        ResourceComplianceStatus = one.ComplianceStatus,
        ResourceOverlapStatus = one.OverlapStatus,
        VpcId = one.VpcId,
        SampledStartTime = at.Now,
    };
}
