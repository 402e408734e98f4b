using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>
/// A peering connection as AWS shows it. Until it is accepted, the accepter's side has no blocks and options (recorded
/// by LocalStack on AWS).
/// </summary>
internal static class VpcPeeringConnectionView
{
    public static VpcPeeringConnection Of(VpcPeeringConnectionRow row, WorldView at) => new()
    {
        VpcPeeringConnectionId = row.Id,
        RequesterVpcInfo = Side(row.Requester, at, isFull: true),
        AccepterVpcInfo = Side(row.Accepter, at, isFull: row.IsActive),
        Status = new() { Code = row.Status, Message = row.StatusMessage },
        ExpirationTime = row.ExpirationTime,
        Tags = at.TagsOf(row.Id),
    };

    public static PeeringConnectionOptions Options(PeeringSide side) => new()
    {
        AllowDnsResolutionFromRemoteVpc = side.AllowsDnsResolutionFromRemoteVpc,
        AllowEgressFromLocalClassicLinkToRemoteVpc = false,
        AllowEgressFromLocalVpcToRemoteClassicLink = false,
    };

    private static VpcPeeringConnectionVpcInfo Side(PeeringSide side, WorldView at, bool isFull)
    {
        var info = new VpcPeeringConnectionVpcInfo
        {
            OwnerId = side.Account,
            Region = side.Region,
            VpcId = side.VpcId,
        };
        if (!isFull || at.Rows<VpcRow>(side.Scope).Find(side.VpcId) is not { } vpc) return info;
        info.CidrBlock = vpc.CidrBlocks[0].Block;
        info.CidrBlockSet = [.. vpc.CidrBlocks.Select(one => new CidrBlock { CidrBlockValue = one.Block })];
        if (vpc.Ipv6CidrBlocks.Count > 0)
            info.Ipv6CidrBlockSet =
                [.. vpc.Ipv6CidrBlocks.Select(one => new Ipv6CidrBlock { Ipv6CidrBlockValue = one.Block })];
        info.PeeringOptions = new()
        {
            AllowDnsResolutionFromRemoteVpc = side.AllowsDnsResolutionFromRemoteVpc,
            AllowEgressFromLocalClassicLinkToRemoteVpc = false,
            AllowEgressFromLocalVpcToRemoteClassicLink = false,
        };
        return info;
    }
}
