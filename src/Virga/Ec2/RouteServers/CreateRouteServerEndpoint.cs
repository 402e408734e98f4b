using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Gives a route server an interface in a subnet of its VPC.</summary>
internal sealed class CreateRouteServerEndpoint
    : IMutation<CreateRouteServerEndpointRequest, CreateRouteServerEndpointResult>
{
    public static CreateRouteServerEndpointResult Run(CreateRouteServerEndpointRequest input, Change change)
    {
        var server = change.Named<RouteServerRow>(input.RouteServerId);
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        if (server.VpcId != subnet.VpcId)
            throw CommonErrors.InvalidParameterValue(
                $"The route server {server.Id} is not associated with the VPC of {subnet.Id}.");
        var id = change.NewId("rse");
        var eni = NewNetworkInterface.Make(change, subnet, []);
        eni = change.Put(eni with
        {
            Description = $"Route Server Endpoint {id}",
            IsRequesterManaged = true,
            RequesterId = change.Account,
        });
        var row = change.Put(new RouteServerEndpointRow(id)
        {
            ServerId = server.Id,
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            InterfaceId = eni.Id,
            Address = eni.PrimaryAddress ?? throw CommonErrors.InvalidParameterValue(
                $"The subnet {subnet.Id} has no IPv4 addresses."),
            State = RouteServerEndpointState.Pending,
        });
        change.TagNew(input.TagSpecifications, ResourceType.RouteServerEndpoint, row.Id);
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServerEndpoint = RouteServerView.Endpoint(row, change) };
    }
}
