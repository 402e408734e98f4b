using Virga.Ec2.Fleets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>Asks for a spot fleet; its instances follow a little later.</summary>
internal sealed class RequestSpotFleet : IMutation<RequestSpotFleetRequest, RequestSpotFleetResponse>
{
    public static RequestSpotFleetResponse Run(RequestSpotFleetRequest input, Change change)
    {
        var request = input.SpotFleetRequestConfig ?? throw CommonErrors.MissingParameter("SpotFleetRequestConfig");
        Check(request, change);

        // Terraform sends empty user data and subnets where it means none, and AWS shows none then.
        foreach (var one in request.LaunchSpecifications ?? [])
        {
            one.UserData = string.IsNullOrEmpty(one.UserData) ? null : one.UserData;
            one.SubnetId = string.IsNullOrEmpty(one.SubnetId) ? null : one.SubnetId;
        }

        var fleet = new SpotFleetRow($"sfr-{change.NewUuid()}") { Request = request, CreateTime = change.Now };
        change.Put(fleet with { Work = fleet.Work.Noting(change, FleetEventKind.Fleet, "submitted") });
        change.TagNew(
            request.TagSpecifications, ResourceType.SpotFleetRequest, fleet.Id,
            ResourceType.Instance, ResourceType.Volume, ResourceType.NetworkInterface,
            ResourceType.SpotInstancesRequest);
        change.Later<FleetIsSeenTo>(FleetProgress.Delay, fleet.Id);
        return new() { SpotFleetRequestId = fleet.Id };
    }

    /// <summary>What AWS refuses: API Reference, SpotFleetRequestConfigData.</summary>
    private static void Check(SpotFleetRequestConfigData request, WorldView at)
    {
        var hasSpecifications = request.LaunchSpecifications is { Count: > 0 };
        var hasTemplates = request.LaunchTemplateConfigs is { Count: > 0 };
        if (hasSpecifications == hasTemplates)
            throw new AwsException("InvalidSpotFleetRequestConfig",
                "Specify either launch specifications or launch template configurations.");
        if (request.TargetCapacity is not >= 0 || request.OnDemandTargetCapacity > request.TargetCapacity)
            throw new AwsException("InvalidSpotFleetRequestConfig", "The target capacity is not valid.");
        if (request.Type == FleetType.Instant)
            throw new AwsException("InvalidSpotFleetRequestConfig",
                "The type 'instant' is not supported by spot fleets.");
        if (request.ValidUntil is { } end && (end <= at.Now || end <= request.ValidFrom))
            throw new AwsException("InvalidSpotFleetRequestConfig",
                "The end of the validity must lie after its start and after now.");

        // AWS takes any case: Terraform sends "Default".
        if (request.ExcessCapacityTerminationPolicy is { } policy
            && policy.ToUpperInvariant() is not ("DEFAULT" or "NOTERMINATION"))
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{policy}' for ExcessCapacityTerminationPolicy.");
        if (request.LoadBalancersConfig is not null)
            throw new AwsException("UnsupportedOperation", "Virga has no load balancers (LoadBalancersConfig).");
        if (request.InstanceInterruptionBehavior is InstanceInterruptionBehavior.Stop
            or InstanceInterruptionBehavior.Hibernate)
            throw new AwsException("UnsupportedOperation",
                "Virga's spot fleets terminate what is interrupted (InstanceInterruptionBehavior).");
        _ = SpotFleetOrder.Pools(request, at);
    }
}
