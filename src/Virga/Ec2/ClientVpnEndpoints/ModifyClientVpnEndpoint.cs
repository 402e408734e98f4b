using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Changes an endpoint; what is not given stays.</summary>
internal sealed class ModifyClientVpnEndpoint
    : IMutation<ModifyClientVpnEndpointRequest, ModifyClientVpnEndpointResult>
{
    /// <summary>API Reference: 1,400 characters.</summary>
    private const int MaxBanner = 1_400;

    public static ModifyClientVpnEndpointResult Run(ModifyClientVpnEndpointRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        if (input.TransitGatewayConfiguration is not null)
            throw new AwsException(
                "UnsupportedOperation", "Virga attaches Client VPN endpoints to VPCs, not to transit gateways.");
        row = row with
        {
            ServerCertificateArn = input.ServerCertificateArn is { } arn
                ? ClientVpnRules.Certificate(arn)
                : row.ServerCertificateArn,
            Port = input.VpnPort is { } port ? ClientVpnRules.Port(port) : row.Port,
            Description = input.Description ?? row.Description,
            IsSplitTunnel = input.SplitTunnel ?? row.IsSplitTunnel,
            HasPortal = input.SelfServicePortal is { } portal ? portal == SelfServicePortal.Enabled : row.HasPortal,
            SessionHours = input.SessionTimeoutHours is { } hours
                ? ClientVpnRules.SessionHours(hours)
                : row.SessionHours,
            DisconnectsAtTimeout = input.DisconnectOnSessionTimeout ?? row.DisconnectsAtTimeout,
            DnsServers = DnsServers(row, input.DnsServers),
        };
        row = WithOptions(
            row, input.ConnectionLogOptions, input.ClientConnectOptions, input.ClientLoginBannerOptions,
            input.ClientRouteEnforcementOptions);
        if (input.SecurityGroupIds is { Count: > 0 } || input.VpcId is not null)
            row = WithGroups(change, row, input.VpcId ?? row.VpcId, input.SecurityGroupIds);
        change.Put(row);
        return new() { Return = true };
    }

    /// <summary>The endpoint in a VPC, whose groups its interfaces get.</summary>
    public static ClientVpnEndpointRow WithGroups(
        Change change, ClientVpnEndpointRow row, string? vpcId, List<string>? groupIds)
    {
        var chosen = ClientVpnRules.Groups(change, vpcId, groupIds);
        if (row.Targets.Count > 0 && chosen.VpcId != row.VpcId)
            throw CommonErrors.InvalidParameterValue($"The endpoint {row.Id} has target networks in {row.VpcId}.");
        foreach (var target in row.Targets)
            change.Update<NetworkInterfaceRow>(target.InterfaceId, eni => eni with { GroupIds = chosen.GroupIds });
        return row with { VpcId = chosen.VpcId, GroupIds = chosen.GroupIds };
    }

    /// <summary>The endpoint with options that are given, checked.</summary>
    public static ClientVpnEndpointRow WithOptions(
        ClientVpnEndpointRow row, ConnectionLogOptions? log, ClientConnectOptions? handler,
        ClientLoginBannerOptions? banner, ClientRouteEnforcementOptions? enforcement)
    {
        if (log is { Enabled: true, CloudwatchLogGroup: null })
            throw CommonErrors.MissingParameter("ConnectionLogOptions.CloudwatchLogGroup");
        if (handler is { Enabled: true, LambdaFunctionArn: null })
            throw CommonErrors.MissingParameter("ClientConnectOptions.LambdaFunctionArn");
        if (banner is { Enabled: true } && banner.BannerText is null or { Length: > MaxBanner })
            throw CommonErrors.InvalidParameterValue($"A banner has 1 to {MaxBanner} characters.");
        if (log is not null)
            row = row with
            {
                IsLogged = log.Enabled == true, LogGroup = log.CloudwatchLogGroup, LogStream = log.CloudwatchLogStream,
            };
        if (handler is not null)
            row = row with { AsksHandler = handler.Enabled == true, HandlerArn = handler.LambdaFunctionArn };
        if (banner is not null) row = row with { HasBanner = banner.Enabled == true, Banner = banner.BannerText };
        return enforcement is null ? row : row with { EnforcesRoutes = enforcement.Enforced == true };
    }

    private static IReadOnlyList<string> DnsServers(
        ClientVpnEndpointRow row, DnsServersOptionsModifyStructure? asked) => asked switch
    {
        null => row.DnsServers,
        { Enabled: false } => [],
        _ => CreateClientVpnEndpoint.DnsServers(asked.CustomDnsServers),
    };
}
