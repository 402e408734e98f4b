using Virga.Ec2.Fleets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Lists spot fleet requests, those that are over for two days more.</summary>
internal sealed class DescribeSpotFleetRequests
    : IQuery<DescribeSpotFleetRequestsRequest, DescribeSpotFleetRequestsResponse>
{
    private static readonly Listing<SpotFleetRow, SpotFleetRequestConfig> Listing = new()
    {
        View = View,
        Filters = [],
        MinResults = 1,
    };

    public static DescribeSpotFleetRequestsResponse Run(DescribeSpotFleetRequestsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.SpotFleetRequestIds, filters: null, input.MaxResults, input.NextToken);
        return new() { SpotFleetRequestConfigs = page.Items, NextToken = page.NextToken };
    }

    private static SpotFleetRequestConfig View(SpotFleetRow fleet, WorldView at) => new()
    {
        SpotFleetRequestId = fleet.Id,
        SpotFleetRequestState = fleet.State,
        CreateTime = fleet.CreateTime,
        ActivityStatus = ActivityOf(fleet, at),
        SpotFleetRequestConfigValue = Shown(fleet, at),
        Tags = at.TagsOf(fleet.Id),
    };

    private static string? ActivityOf(SpotFleetRow fleet, WorldView at) => fleet.State switch
    {
        BatchState.CancelledTerminating => ActivityStatus.PendingTermination,
        BatchState.Cancelled or BatchState.CancelledRunning => null,
        _ when FleetFulfilment.Fulfilled(at, fleet.Work) >= fleet.Request.TargetCapacity => ActivityStatus.Fulfilled,
        _ when fleet.Work.History is [.., { Kind: FleetEventKind.Error }] => ActivityStatus.Error,
        _ => ActivityStatus.PendingFulfillment,
    };

    /// <summary>The request with AWS's defaults, and what of it is fulfilled.</summary>
    private static SpotFleetRequestConfigData Shown(SpotFleetRow fleet, WorldView at)
    {
        var request = fleet.Request;
        return new()
        {
            AllocationStrategy = request.AllocationStrategy ?? AllocationStrategy.LowestPrice,
            ClientToken = request.ClientToken,
            Context = request.Context,
            ExcessCapacityTerminationPolicy =
                request.ExcessCapacityTerminationPolicy ?? ExcessCapacityTerminationPolicy.Default,
            FulfilledCapacity = FleetFulfilment.Fulfilled(at, fleet.Work),
            IamFleetRole = request.IamFleetRole,
            InstanceInterruptionBehavior =
                request.InstanceInterruptionBehavior ?? InstanceInterruptionBehavior.Terminate,
            InstancePoolsToUseCount = request.InstancePoolsToUseCount
                ?? (request.AllocationStrategy is null or AllocationStrategy.LowestPrice ? 1 : null),
            LaunchSpecifications = request.LaunchSpecifications ?? [],
            LaunchTemplateConfigs = request.LaunchTemplateConfigs ?? [],
            OnDemandAllocationStrategy = request.OnDemandAllocationStrategy ?? OnDemandAllocationStrategy.LowestPrice,
            OnDemandFulfilledCapacity = FleetFulfilment.Fulfilled(at, fleet.Work, "on-demand"),
            OnDemandMaxTotalPrice = request.OnDemandMaxTotalPrice,
            OnDemandTargetCapacity = request.OnDemandTargetCapacity ?? 0,
            ReplaceUnhealthyInstances = request.ReplaceUnhealthyInstances ?? false,
            SpotMaintenanceStrategies = request.SpotMaintenanceStrategies,
            SpotMaxTotalPrice = request.SpotMaxTotalPrice,
            SpotPrice = request.SpotPrice,
            TargetCapacity = request.TargetCapacity,
            TargetCapacityUnitType = request.TargetCapacityUnitType,
            TerminateInstancesWithExpiration = request.TerminateInstancesWithExpiration ?? false,
            Type = fleet.Type,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
        };
    }
}
