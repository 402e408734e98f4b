using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpoints;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Services of users: their names, who may reach them, and who is connected.</summary>
internal static class ServiceOffers
{
    private const string Marker = "com.amazonaws.vpce.";

    /// <summary>Such as <c>com.amazonaws.vpce.us-east-1.vpce-svc-0a…</c>.</summary>
    public static string Name(WorldView at, string id) => $"{Marker}{at.Region}.{id}";

    /// <summary>Whether a name is that of a user's service.</summary>
    public static bool IsName(string name) => name.StartsWith(Marker, StringComparison.Ordinal);

    /// <summary>The service of a name and its owner, where the caller may reach it; otherwise AWS's error.</summary>
    public static (Scope Owner, VpcEndpointServiceRow Row) Named(WorldView at, string name)
    {
        foreach (var (owner, row) in Visible(at))
            if (Name(at, row.Id) == name) return (owner, row);
        throw new AwsException("InvalidServiceName", $"The Vpc Endpoint Service '{name}' does not exist");
    }

    /// <summary>The services of the region that the caller may reach.</summary>
    public static IEnumerable<(Scope Owner, VpcEndpointServiceRow Row)> Visible(WorldView at) =>
        from scope in at.Scopes
        where scope.Region == at.Region
        from row in at.Rows<VpcEndpointServiceRow>(scope)
        where scope.Account == at.Account || row.Permissions.Any(one => Allows(one.Principal, at.Account))
        select (scope, row);

    /// <summary>The endpoints of a service, each with its account.</summary>
    public static IEnumerable<(Scope Consumer, VpcEndpointRow Row)> Connections(WorldView at, string serviceId)
    {
        var name = Name(at, serviceId);
        return from scope in at.Scopes
               where scope.Region == at.Region
               from row in at.Rows<VpcEndpointRow>(scope)
               where row.ServiceName == name && row.State is not "deleted"
               select (scope, row);
    }

    /// <summary>A service in the list of those that can have endpoints.</summary>
    public static ServiceDetail Detail(Scope owner, VpcEndpointServiceRow row, WorldView at) => new()
    {
        ServiceName = Name(at, row.Id),
        ServiceId = row.Id,
        ServiceType = [new() { ServiceType = VpcEndpointServiceView.Type(row) }],
        ServiceRegion = at.Region,
        AvailabilityZones = VpcEndpointServiceView.Zones(at),
        Owner = owner.Account,
        BaseEndpointDnsNames = [VpcEndpointServiceView.DnsName(row.Id, at)],
        VpcEndpointPolicySupported = false,
        AcceptanceRequired = row.IsAcceptanceRequired,
        ManagesVpcEndpoints = false,
        PayerResponsibility = row.PayerResponsibility,
        SupportedIpAddressTypes = [.. row.IpAddressTypes],
        Tags = at.At(owner).TagsOf(row.Id),
    };

    private static bool Allows(string principal, string account) =>
        principal == "*" || principal.Split(':').ElementAtOrDefault(4) == account || principal == account;
}
