using Virga.Ec2.Fleets;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Lists the running instances of a spot fleet.</summary>
internal sealed class DescribeSpotFleetInstances
    : IQuery<DescribeSpotFleetInstancesRequest, DescribeSpotFleetInstancesResponse>
{
    public static DescribeSpotFleetInstancesResponse Run(DescribeSpotFleetInstancesRequest input, WorldView at)
    {
        var fleet = at.Named<SpotFleetRow>(input.SpotFleetRequestId);
        var alive = at.Rows<InstanceRow>().By(InstanceRow.ByFleet, fleet.Id)
            .Where(instance => FleetFulfilment.IsAlive(at, instance.Id))
            .Select(instance => new ActiveInstance
            {
                InstanceId = instance.Id,
                InstanceType = instance.InstanceType,
                SpotInstanceRequestId = instance.SpotInstanceRequestId,
                InstanceHealth = InstanceHealthStatus.Healthy,
            }).ToList();
        var page = PageToken.Slice(alive, input.MaxResults, input.NextToken);
        return new() { SpotFleetRequestId = fleet.Id, ActiveInstances = page.Items, NextToken = page.NextToken };
    }
}
