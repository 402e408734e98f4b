using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>A target network has its interface, and each route leads to a target network.</summary>
internal sealed class ClientVpnInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var row in at.Rows<ClientVpnEndpointRow>())
        {
            foreach (var target in row.Targets)
                if (at.Find<NetworkInterfaceRow>(target.InterfaceId)?.SubnetId != target.SubnetId)
                    yield return $"{row.Id} has no interface in {target.SubnetId}.";
            foreach (var route in row.Routes)
                if (!row.Targets.Any(one => one.SubnetId == route.SubnetId))
                    yield return $"{row.Id} has a route to {route.SubnetId}, which is no target network.";
        }
    }
}
