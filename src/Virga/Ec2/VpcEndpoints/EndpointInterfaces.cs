using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>The interfaces of an endpoint: one in each of its subnets, a zone at most once.</summary>
internal static class EndpointInterfaces
{
    /// <summary>The endpoint with interfaces in further subnets.</summary>
    public static VpcEndpointRow Add(Change change, VpcEndpointRow endpoint, IEnumerable<string> subnetIds)
    {
        foreach (var id in subnetIds)
        {
            var subnet = change.Named<SubnetRow>(id);
            if (subnet.VpcId != endpoint.VpcId)
                throw CommonErrors.InvalidParameterValue($"The subnet {id} is not in the VPC {endpoint.VpcId}.");
            if (endpoint.SubnetIds.Any(one => change.Get<SubnetRow>(one).AvailabilityZone == subnet.AvailabilityZone))
                throw new AwsException(
                    "DuplicateSubnetsInSameZone", "Found another VPC endpoint subnet in the availability zone of "
                    + $"{id}");
            var eni = NewNetworkInterface.Make(change, subnet, endpoint.GroupIds);
            change.Put(eni with
            {
                Description = $"VPC Endpoint Interface {endpoint.Id}",
                InterfaceType = "vpc_endpoint",
                IsRequesterManaged = true,
                RequesterId = change.Account,
            });
            endpoint = endpoint with
            {
                SubnetIds = [.. endpoint.SubnetIds, id],
                NetworkInterfaceIds = [.. endpoint.NetworkInterfaceIds, eni.Id],
            };
        }

        return endpoint;
    }

    /// <summary>The endpoint without the interfaces in some subnets.</summary>
    public static VpcEndpointRow Remove(Change change, VpcEndpointRow endpoint, IReadOnlyCollection<string> subnetIds)
    {
        var kept = new List<string>();
        foreach (var id in endpoint.NetworkInterfaceIds)
        {
            var eni = change.Find<NetworkInterfaceRow>(id);
            if (eni is null) continue;
            if (subnetIds.Contains(eni.SubnetId)) RemoveInterface.Run(change, eni);
            else kept.Add(id);
        }

        return endpoint with
        {
            SubnetIds = [.. endpoint.SubnetIds.Where(id => !subnetIds.Contains(id))],
            NetworkInterfaceIds = kept,
        };
    }
}
