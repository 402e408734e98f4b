using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpoints;
using Virga.Ec2.Zones;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>A service and its connections as their owner sees them.</summary>
internal static class VpcEndpointServiceView
{
    public static ServiceConfiguration Of(VpcEndpointServiceRow row, WorldView at) => new()
    {
        ServiceId = row.Id,
        ServiceName = ServiceOffers.Name(at, row.Id),
        ServiceType = [new() { ServiceType = Type(row) }],
        ServiceState = ServiceState.Available,
        AvailabilityZones = Zones(at),
        AcceptanceRequired = row.IsAcceptanceRequired,
        ManagesVpcEndpoints = false,
        NetworkLoadBalancerArns = row.NetworkLoadBalancers.Count == 0 ? null : [.. row.NetworkLoadBalancers],
        GatewayLoadBalancerArns = row.GatewayLoadBalancers.Count == 0 ? null : [.. row.GatewayLoadBalancers],
        SupportedIpAddressTypes = [.. row.IpAddressTypes],
        SupportedRegions = row.Regions.Count == 0
            ? null
            : [.. row.Regions.Select(one => new SupportedRegionDetail { Region = one, ServiceState = "Available" })],
        BaseEndpointDnsNames = [DnsName(row.Id, at)],
        PrivateDnsName = row.PrivateDnsName,
        PrivateDnsNameConfiguration = row.PrivateDnsName is null
            ? null
            : new()
            {
                State = DnsNameState.PendingVerification,
                Type = "TXT",
                Value = $"vpce:{row.VerificationValue}",
                Name = $"_{row.VerificationValue?.ToLowerInvariant()}",
            },
        PayerResponsibility = row.PayerResponsibility,
        Tags = at.TagsOf(row.Id),
    };

    public static string Type(VpcEndpointServiceRow row) =>
        row.GatewayLoadBalancers.Count > 0 ? ServiceType.GatewayLoadBalancer : ServiceType.Interface;

    public static string DnsName(string serviceId, WorldView at) => $"{serviceId}.{at.Region}.vpce.amazonaws.com";

    public static List<string> Zones(WorldView at) =>
        [.. (RegionCatalogue.Find(at.Region)?.AvailabilityZones ?? []).Select(zone => zone.ZoneName)];

    public static VpcEndpointConnection Connection(
        VpcEndpointServiceRow service, Scope consumer, VpcEndpointRow row, WorldView at) =>
        new()
        {
            ServiceId = service.Id,
            VpcEndpointId = row.Id,
            VpcEndpointOwner = consumer.Account,
            VpcEndpointState = row.State,
            CreationTimestamp = row.CreationTimestamp,
            DnsEntries = VpcEndpointView.Of(row, at.At(consumer)).DnsEntries,
            NetworkLoadBalancerArns = [.. service.NetworkLoadBalancers],
            GatewayLoadBalancerArns = [.. service.GatewayLoadBalancers],
            IpAddressType = row.IpAddressType,
            VpcEndpointRegion = consumer.Region,
            Tags = [],
        };

    /// <summary>What kind of caller an ARN names.</summary>
    public static string PrincipalKind(string principal)
    {
        if (principal == "*") return PrincipalType.All;
        if (principal.EndsWith(".amazonaws.com", StringComparison.Ordinal)) return PrincipalType.Service;
        if (principal.Contains(":user/", StringComparison.Ordinal)) return PrincipalType.User;
        return principal.Contains(":role/", StringComparison.Ordinal) ? PrincipalType.Role : PrincipalType.Account;
    }
}
