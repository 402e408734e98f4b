using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.RouteTables;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.RouteServers;

/// <summary>Route servers, their VPCs, endpoints, interfaces and peers exist together.</summary>
internal sealed class RouteServerInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var row in at.Rows<RouteServerRow>())
        {
            if (row.VpcId is not null && at.Find<VpcRow>(row.VpcId) is null) yield return $"{row.Id} serves no VPC.";
            foreach (var id in row.RouteTableIds)
                if (at.Find<RouteTableRow>(id) is null) yield return $"{row.Id} fills no route table {id}.";
        }

        foreach (var row in at.Rows<RouteServerEndpointRow>())
        {
            if (at.Find<RouteServerRow>(row.ServerId) is null) yield return $"{row.Id} has no route server.";
            if (at.Find<NetworkInterfaceRow>(row.InterfaceId) is null) yield return $"{row.Id} has no interface.";
        }

        foreach (var row in at.Rows<RouteServerPeerRow>())
            if (at.Find<RouteServerEndpointRow>(row.EndpointId) is null) yield return $"{row.Id} has no endpoint.";
    }
}
