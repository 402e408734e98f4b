using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Lists the peering connections of the account's VPCs, asked for by either side.</summary>
internal sealed class DescribeVpcPeeringConnections
    : IQuery<DescribeVpcPeeringConnectionsRequest, DescribeVpcPeeringConnectionsResult>
{
    private static readonly Listing<VpcPeeringConnectionRow, VpcPeeringConnection> Listing = new()
    {
        View = VpcPeeringConnectionView.Of,
        Filters = new()
        {
            { "accepter-vpc-info.cidr-block", one => one.AccepterVpcInfo!.CidrBlock },
            { "accepter-vpc-info.owner-id", one => one.AccepterVpcInfo!.OwnerId },
            { "accepter-vpc-info.vpc-id", one => one.AccepterVpcInfo!.VpcId },
            { "expiration-time", one => one.ExpirationTime },
            { "requester-vpc-info.cidr-block", one => one.RequesterVpcInfo!.CidrBlock },
            { "requester-vpc-info.owner-id", one => one.RequesterVpcInfo!.OwnerId },
            { "requester-vpc-info.vpc-id", one => one.RequesterVpcInfo!.VpcId },
            { "status-code", one => one.Status!.Code },
            { "status-message", one => one.Status!.Message },
            { "vpc-peering-connection-id", one => one.VpcPeeringConnectionId },
        },
    };

    public static DescribeVpcPeeringConnectionsResult Run(DescribeVpcPeeringConnectionsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpcPeeringConnectionIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpcPeeringConnections = page.Items, NextToken = page.NextToken };
    }
}
