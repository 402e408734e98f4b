using Virga.Ec2.EgressOnlyInternetGateways;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.NatGateways;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.VpcPeeringConnections;
using Virga.Ec2.Vpcs;
using Virga.Ec2.VpnGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Lists what of a VPC would not be encrypted: its gateways and peerings, and every interface.</summary>
internal sealed class GetVpcResourcesBlockingEncryptionEnforcement
    : IQuery<GetVpcResourcesBlockingEncryptionEnforcementRequest, GetVpcResourcesBlockingEncryptionEnforcementResult>
{
    public static GetVpcResourcesBlockingEncryptionEnforcementResult Run(
        GetVpcResourcesBlockingEncryptionEnforcementRequest input, WorldView at)
    {
        var id = at.Named<VpcRow>(input.VpcId).Id;
        List<VpcEncryptionNonCompliantResource> all =
        [
            .. at.Rows<InternetGatewayRow>().By(InternetGatewayRow.ByVpc, id).Select(one => Shape(one.Id, true)),
            .. at.Rows<EgressOnlyInternetGatewayRow>().By(EgressOnlyInternetGatewayRow.ByVpc, id)
                .Select(one => Shape(one.Id, true)),
            .. at.Rows<NatGatewayRow>().By(NatGatewayRow.ByVpc, id).Where(one => !one.IsGone)
                .Select(one => Shape(one.Id, true)),
            .. at.Rows<VpnGatewayRow>().By(VpnGatewayRow.ByVpc, id).Select(one => Shape(one.Id, true)),
            .. at.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, id).Where(one => one.IsActive)
                .Select(one => Shape(one.Id, true)),
            .. at.Rows<NetworkInterfaceRow>().Where(one => one.VpcId == id).Select(one => Shape(one.Id, false)),
        ];
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { NonCompliantResources = page.Items, NextToken = page.NextToken };
    }

    private static VpcEncryptionNonCompliantResource Shape(string id, bool isExcludable) => new()
    {
        Id = id,
        Type = Registry.FindKind(Ids.PrefixOf(id))?.ResourceType,
        Description = "Traffic is not encrypted.",
        IsExcludable = isExcludable,
    };
}
