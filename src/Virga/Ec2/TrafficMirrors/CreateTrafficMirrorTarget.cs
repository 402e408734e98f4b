using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpoints;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Names where mirrored traffic goes: one of an interface, a load balancer, an endpoint.</summary>
internal sealed class CreateTrafficMirrorTarget
    : IMutation<CreateTrafficMirrorTargetRequest, CreateTrafficMirrorTargetResult>
{
    public static CreateTrafficMirrorTargetResult Run(CreateTrafficMirrorTargetRequest input, Change change)
    {
        var (type, destination) = Choose(input, change);
        if (change.Rows<TrafficMirrorTargetRow>().Any(one => one.Destination == destination))
            throw new AwsException(
                "TrafficMirrorTargetAlreadyExists", $"There is a target for {destination} already.");
        var row = change.Put(new TrafficMirrorTargetRow(change.NewId("tmt"))
        {
            Type = type,
            Destination = destination,
            Description = input.Description,
        });
        change.TagNew(input.TagSpecifications, ResourceType.TrafficMirrorTarget, row.Id);
        return new() { TrafficMirrorTarget = TrafficMirrorView.Target(row, change), ClientToken = input.ClientToken };
    }

    private static (string Type, string Destination) Choose(CreateTrafficMirrorTargetRequest input, Change change)
    {
        string?[] given = [input.NetworkInterfaceId, input.NetworkLoadBalancerArn, input.GatewayLoadBalancerEndpointId];
        var count = given.Count(one => one is not null);
        if (count == 0) throw CommonErrors.MissingParameter("NetworkInterfaceId or NetworkLoadBalancerArn");
        if (count > 1) throw CommonErrors.InvalidParameterCombination("A target is one destination.");
        if (input.NetworkInterfaceId is { } id)
            return (TrafficMirrorTargetType.NetworkInterface, change.Named<NetworkInterfaceRow>(id).Id);
        if (input.GatewayLoadBalancerEndpointId is { } endpoint)
            return (TrafficMirrorTargetType.GatewayLoadBalancerEndpoint, change.Named<VpcEndpointRow>(endpoint).Id);
        var balancer = input.NetworkLoadBalancerArn!;
        return balancer.StartsWith("arn:", StringComparison.Ordinal) && balancer.Contains(":loadbalancer/net/")
            ? (TrafficMirrorTargetType.NetworkLoadBalancer, balancer)
            : throw CommonErrors.InvalidParameterValue(
                $"Value ({balancer}) for parameter NetworkLoadBalancerArn is invalid.");
    }
}
