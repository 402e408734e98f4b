using System.Globalization;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Endpoints, target networks, routes and rules as AWS shows them.</summary>
internal static class ClientVpnView
{
    public static ClientVpnEndpoint Of(ClientVpnEndpointRow row, WorldView at) => new()
    {
        ClientVpnEndpointId = row.Id,
        Description = row.Description ?? "",
        Status = Status(row),
        CreationTime = row.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DnsName = "*." + DnsName(row, at),
        ClientCidrBlock = row.ClientBlock,
        DnsServers = row.DnsServers.Count == 0 ? null : [.. row.DnsServers],
        SplitTunnel = row.IsSplitTunnel,
        VpnProtocol = VpnProtocol.Openvpn,
        TransportProtocol = row.Transport,
        VpnPort = row.Port,
        AssociatedTargetNetworks =
        [
            .. row.Targets.Select(one => new AssociatedTargetNetwork
            {
                NetworkId = one.SubnetId, NetworkType = AssociatedNetworkType.Vpc,
            }),
        ],
        ServerCertificateArn = row.ServerCertificateArn,
        AuthenticationOptions = [.. row.Methods.Select(Method)],
        ConnectionLogOptions = new()
        {
            Enabled = row.IsLogged, CloudwatchLogGroup = row.LogGroup, CloudwatchLogStream = row.LogStream,
        },
        SecurityGroupIds = [.. row.GroupIds],
        VpcId = at.Find<VpcRow>(row.VpcId)?.Id,
        SelfServicePortalUrl = row.HasPortal
            ? $"https://self-service.clientvpn.amazonaws.com/endpoints/{row.Id}"
            : null,
        ClientConnectOptions = new()
        {
            Enabled = row.AsksHandler,
            LambdaFunctionArn = row.HandlerArn,
            Status = new() { Code = ClientVpnEndpointAttributeStatusCode.Applied },
        },
        SessionTimeoutHours = row.SessionHours,
        ClientLoginBannerOptions = new() { Enabled = row.HasBanner, BannerText = row.Banner },
        ClientRouteEnforcementOptions = new() { Enforced = row.EnforcesRoutes },
        DisconnectOnSessionTimeout = row.DisconnectsAtTimeout,
        EndpointIpAddressType = row.EndpointIpType,
        TrafficIpAddressType = row.TrafficIpType,
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>An endpoint is of use when it has a target network.</summary>
    public static ClientVpnEndpointStatus Status(ClientVpnEndpointRow row) => new()
    {
        Code = row.IsDeleting
            ? ClientVpnEndpointStatusCode.Deleting
            : row.Targets.Any(one => one.State == AssociationStatusCode.Associated)
                ? ClientVpnEndpointStatusCode.Available
                : ClientVpnEndpointStatusCode.PendingAssociate,
    };

    /// <summary>Its name without the part that clients make up.</summary>
    public static string DnsName(ClientVpnEndpointRow row, WorldView at) =>
        $"{row.Id}.prod.clientvpn.{at.Region}.amazonaws.com";

    public static TargetNetwork Target(ClientVpnEndpointRow row, ClientVpnTarget one) => new()
    {
        AssociationId = one.Id,
        VpcId = row.VpcId,
        TargetNetworkId = one.SubnetId,
        ClientVpnEndpointId = row.Id,
        Status = new() { Code = one.State },
        SecurityGroups = [.. row.GroupIds],
    };

    public static ClientVpnRoute Route(ClientVpnEndpointRow row, ClientVpnRouteFact one) => new()
    {
        ClientVpnEndpointId = row.Id,
        DestinationCidr = one.Block,
        TargetSubnet = one.SubnetId,
        Type = "Nat",
        Origin = one.Origin,
        Status = new() { Code = one.State },
        Description = one.Description ?? "",
    };

    public static AuthorizationRule Rule(ClientVpnEndpointRow row, ClientVpnRule one) => new()
    {
        ClientVpnEndpointId = row.Id,
        Description = one.Description ?? "",
        GroupId = one.GroupId ?? "",
        AccessAll = one.GroupId is null,
        DestinationCidr = one.Block,
        Status = new() { Code = one.State },
    };

    private static ClientVpnAuthentication Method(ClientVpnAuthenticationMethod one) => new()
    {
        Type = one.Type,
        MutualAuthentication = one.Type == ClientVpnAuthenticationType.CertificateAuthentication
            ? new() { ClientRootCertificateChain = one.Name }
            : null,
        ActiveDirectory = one.Type == ClientVpnAuthenticationType.DirectoryServiceAuthentication
            ? new() { DirectoryId = one.Name }
            : null,
        FederatedAuthentication = one.Type == ClientVpnAuthenticationType.FederatedAuthentication
            ? new() { SamlProviderArn = one.Name, SelfServiceSamlProviderArn = one.SelfServiceName }
            : null,
    };
}
