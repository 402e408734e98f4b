using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>Lists the running instances of a fleet.</summary>
internal sealed class DescribeFleetInstances : IQuery<DescribeFleetInstancesRequest, DescribeFleetInstancesResult>
{
    private static readonly Filters<ActiveInstance> Filters = new()
    {
        { "instance-type", instance => instance.InstanceType },
    };

    public static DescribeFleetInstancesResult Run(DescribeFleetInstancesRequest input, WorldView at)
    {
        var fleet = at.Named<FleetRow>(input.FleetId);
        var alive = at.Rows<InstanceRow>().By(InstanceRow.ByFleet, fleet.Id)
            .Where(instance => FleetFulfilment.IsAlive(at, instance.Id))
            .Select(instance => new ActiveInstance
            {
                InstanceId = instance.Id,
                InstanceType = instance.InstanceType,
                SpotInstanceRequestId = instance.SpotInstanceRequestId,
                InstanceHealth = InstanceHealthStatus.Healthy,
            });
        var page = PageToken.Slice(FactList.Filter(alive, Filters, input.Filters), input.MaxResults, input.NextToken);
        return new() { FleetId = fleet.Id, ActiveInstances = page.Items, NextToken = page.NextToken };
    }
}
