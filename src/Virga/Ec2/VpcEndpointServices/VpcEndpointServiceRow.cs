using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>
/// A service of the user's that others reach by endpoints. Its load balancers are names only: there are none here.
/// </summary>
internal sealed record VpcEndpointServiceRow(string Id) : Row(Id), IRow<VpcEndpointServiceRow>
{
    public static RowKind<VpcEndpointServiceRow> Kind { get; } =
        new("vpc-endpoint-service")
        {
            Prefix = "vpce-svc",
            ResourceType = "vpc-endpoint-service",
            NotFound = Ec2Errors.NotFound("InvalidVpcEndpointServiceId", "VpcEndpointService Id"),
            Malformed = Ec2Errors.Malformed("InvalidVpcEndpointServiceId", "vpce-svc"),
        };

    public required bool IsAcceptanceRequired { get; init; }

    public IReadOnlyList<string> NetworkLoadBalancers { get; init; } = [];

    public IReadOnlyList<string> GatewayLoadBalancers { get; init; } = [];

    /// <summary><c>ipv4</c>, <c>ipv6</c>.</summary>
    public required IReadOnlyList<string> IpAddressTypes { get; init; }

    public IReadOnlyList<string> Regions { get; init; } = [];

    public string? PrivateDnsName { get; init; }

    /// <summary>What a TXT record of the private name must say; nobody here asks for it.</summary>
    public string? VerificationValue { get; init; }

    public string? PayerResponsibility { get; init; }

    public IReadOnlyList<ServicePermission> Permissions { get; init; } = [];
}

/// <summary>Somebody who may have endpoints of a service: an ARN, or <c>*</c>.</summary>
internal sealed record ServicePermission(string Id, string Principal);

/// <summary>A topic that would hear of a service's or endpoint's connections; nothing is sent.</summary>
internal sealed record ConnectionNotificationRow(string Id) : Row(Id), IRow<ConnectionNotificationRow>
{
    public static RowKind<ConnectionNotificationRow> Kind { get; } =
        new("vpc-endpoint-connection-notification")
        {
            Prefix = "vpce-nfn",
            NotFound = Ec2Errors.NotFound("InvalidConnectionNotificationId", "ConnectionNotification Id"),
            Malformed = Ec2Errors.Malformed("InvalidConnectionNotificationId", "vpce-nfn"),
        };

    public string? ServiceId { get; init; }

    public string? EndpointId { get; init; }

    public required string TopicArn { get; init; }

    public required IReadOnlyList<string> Events { get; init; }
}
