using Virga.Service;
using Virga.State;

namespace Virga.Ec2;

/// <summary>
/// How much of something an account may have in a region, or a VPC, before AWS is asked for more. They hold where
/// <c>VIRGA_EC2_QUOTAS</c> says so; limits of one resource (rules of a group, blocks of a VPC) always do. Numbers: VPC
/// User Guide, "Amazon VPC quotas"; Site-to-Site VPN, Transit Gateways, Client VPN guides, "Quotas". Texts: seen by
/// users of Terraform and CDK for VPCs, gateways and addresses; the others in the same form, unchecked.
/// </summary>
/// <param name="Limit">How many AWS gives by default.</param>
/// <param name="Code">AWS's error code.</param>
/// <param name="Noun">What there are too many of.</param>
internal sealed record Quota(int Limit, string Code, string Noun)
{
    public static readonly Quota Vpcs = new(5, "VpcLimitExceeded", "VPCs");

    /// <summary>In a VPC.</summary>
    public static readonly Quota Subnets = new(200, "SubnetLimitExceeded", "subnets");

    /// <summary>In a VPC.</summary>
    public static readonly Quota RouteTables = new(200, "RouteTableLimitExceeded", "route tables");

    /// <summary>In a VPC.</summary>
    public static readonly Quota NetworkAcls = new(200, "NetworkAclLimitExceeded", "network acls");

    public static readonly Quota SecurityGroups = new(2_500, "SecurityGroupLimitExceeded", "security groups");

    public static readonly Quota InternetGateways = new(5, "InternetGatewayLimitExceeded", "internet gateways");

    public static readonly Quota EgressOnlyInternetGateways =
        new(5, "EgressOnlyInternetGatewayLimitExceeded", "egress-only internet gateways");

    /// <summary>In a zone.</summary>
    public static readonly Quota NatGateways = new(5, "NatGatewayLimitExceeded", "NAT gateways");

    public static readonly Quota Addresses = new(5, "AddressLimitExceeded", "addresses");

    public static readonly Quota NetworkInterfaces =
        new(5_000, "NetworkInterfaceLimitExceeded", "network interfaces");

    /// <summary>Requests of the account that wait for an answer.</summary>
    public static readonly Quota OutstandingPeerings =
        new(25, "OutstandingVpcPeeringConnectionLimitExceeded", "outstanding VPC peering connections");

    /// <summary>Of a VPC.</summary>
    public static readonly Quota ActivePeerings =
        new(50, "ActiveVpcPeeringConnectionPerVpcLimitExceeded", "active VPC peering connections");

    public static readonly Quota GatewayEndpoints = new(20, "VpcEndpointLimitExceeded", "gateway endpoints");

    /// <summary>In a VPC.</summary>
    public static readonly Quota InterfaceEndpoints = new(50, "VpcEndpointLimitExceeded", "interface endpoints");

    public static readonly Quota PrefixLists = new(100, "PrefixListLimitExceeded", "prefix lists");

    public static readonly Quota CustomerGateways = new(50, "CustomerGatewayLimitExceeded", "customer gateways");

    public static readonly Quota VpnGateways = new(5, "VpnGatewayLimitExceeded", "virtual private gateways");

    public static readonly Quota VpnConnections = new(50, "VpnConnectionLimitExceeded", "VPN connections");

    public static readonly Quota TransitGateways = new(5, "TransitGatewayLimitExceeded", "transit gateways");

    public static readonly Quota ClientVpnEndpoints =
        new(5, "ClientVpnEndpointLimitExceeded", "Client VPN endpoints");

    /// <summary>Refuses one more where quotas hold and there are as many as they allow.</summary>
    /// <param name="at">The settings.</param>
    /// <param name="present">Counts what is there; asked only where quotas hold.</param>
    public void Check(WorldView at, Func<int> present)
    {
        if (at.Rules.AreQuotasEnforced && present() >= Limit) throw Exceeded();
    }

    private AwsException Exceeded() =>
        Ec2Errors.LimitExceeded(Code, $"The maximum number of {Noun} has been reached.");
}
