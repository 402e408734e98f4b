using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpointServices;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>An endpoint as AWS shows it.</summary>
internal static class VpcEndpointView
{
    /// <summary>AWS's own zone of the endpoint names; the same for all services of us-east-1.</summary>
    private const string HostedZoneId = "Z7HUB22UULQXV";

    public static VpcEndpoint Of(VpcEndpointRow row, WorldView at) => new()
    {
        VpcEndpointId = row.Id,
        VpcEndpointType = row.Type,
        VpcId = row.VpcId,
        ServiceName = row.ServiceName,
        ServiceRegion = at.Region,
        State = row.State,
        PolicyDocument = row.PolicyDocument,
        RouteTableIds = [.. row.RouteTableIds],
        SubnetIds = [.. row.SubnetIds],
        Groups = [.. row.GroupIds.Select(id => new SecurityGroupIdentifier
        {
            GroupId = id,
            GroupName = at.Find<SecurityGroupRow>(id)?.Name,
        })],
        IpAddressType = row.IpAddressType,
        DnsOptions = row.Type == VpcEndpointType.Interface ? new() { DnsRecordIpType = row.DnsRecordIpType } : null,
        PrivateDnsEnabled = row.IsPrivateDnsEnabled,
        RequesterManaged = false,
        NetworkInterfaceIds = [.. row.NetworkInterfaceIds],
        DnsEntries = row.Type == VpcEndpointType.Interface ? [.. DnsNames(row, at).Select(Entry)] : [],
        CreationTimestamp = row.CreationTimestamp,
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
    };

    private static DnsEntry Entry(string name) => new() { DnsName = name, HostedZoneId = HostedZoneId };

    /// <summary>The regional name, one for each zone, then the service's own where private DNS is on.</summary>
    private static IEnumerable<string> DnsNames(VpcEndpointRow row, WorldView at)
    {
        var isUsers = ServiceOffers.IsName(row.ServiceName);
        var service = isUsers
            ? row.ServiceName[(row.ServiceName.LastIndexOf('.') + 1)..]
            : row.ServiceName[$"com.amazonaws.{at.Region}.".Length..];
        var end = $"{string.Join('.', Enumerable.Reverse(service.Split('.')))}.{at.Region}.vpce.amazonaws.com";
        yield return $"{row.Id}-{row.DnsSuffix}.{end}";
        foreach (var subnetId in row.SubnetIds)
            if (at.Find<SubnetRow>(subnetId) is { } subnet)
                yield return $"{row.Id}-{row.DnsSuffix}-{subnet.AvailabilityZone}.{end}";
        if (row.IsPrivateDnsEnabled) yield return EndpointServices.PrivateDnsName(service, at);
    }
}
