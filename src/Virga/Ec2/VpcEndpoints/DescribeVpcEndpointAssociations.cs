using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Lists what endpoints of VPC Lattice lead to: there are no such endpoints here.</summary>
internal sealed class DescribeVpcEndpointAssociations
    : IQuery<DescribeVpcEndpointAssociationsRequest, DescribeVpcEndpointAssociationsResult>
{
    public static DescribeVpcEndpointAssociationsResult Run(DescribeVpcEndpointAssociationsRequest input, WorldView at)
    {
        foreach (var id in input.VpcEndpointIds ?? []) at.Named<VpcEndpointRow>(id);
        NoItems.Check(
            input.Filters, input.NextToken, "vpc-endpoint-id", "associated-resource-accessibility", "association-id",
            "associated-resource-id", "service-network-arn", "resource-configuration-group-arn");
        return new() { VpcEndpointAssociations = [] };
    }
}
