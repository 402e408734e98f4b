using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Lists interfaces of secondary networks: none, since launches with them are refused.</summary>
internal sealed class DescribeSecondaryInterfaces
    : IQuery<DescribeSecondaryInterfacesRequest, DescribeSecondaryInterfacesResult>
{
    public static DescribeSecondaryInterfacesResult Run(DescribeSecondaryInterfacesRequest input, WorldView at)
    {
        foreach (var id in input.SecondaryInterfaceIds ?? [])
            throw NoItems.Absent("si", "InvalidSecondaryInterfaceId", "secondary interface ID", id);
        NoItems.Check(
            input.Filters, input.NextToken, "attachment.attachment-id", "attachment.instance-id",
            "attachment.instance-owner-id", "attachment.status", "private-ipv4-addresses.private-ip-address",
            "owner-id", "secondary-interface-arn", "secondary-interface-id", "secondary-interface-type",
            "secondary-network-id", "secondary-network-type", "secondary-subnet-id", "status");
        return new() { SecondaryInterfaces = [] };
    }
}
