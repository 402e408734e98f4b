using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// Errors of VPNs. Those of gateways: as users of the Terraform provider quote them; the rest from memory, unchecked.
/// </summary>
internal static partial class Ec2Errors
{
    public static AwsException VpnGatewayInUse() => IncorrectState("The VPN gateway is in use.");

    public static AwsException VpcHasVpnGateway(string vpcId) => new(
        "InvalidVpcState", $"VPC {vpcId} is currently attached to the Virtual Private Gateway.");

    public static AwsException VpnAttachmentNotFound(string gatewayId, string vpcId) => new(
        "InvalidVpnGatewayAttachment.NotFound",
        $"The attachment with vpn gateway ID '{gatewayId}' and vpc ID '{vpcId}' does not exist");

    public static AwsException GatewayNotAttached(string gatewayId, string vpcId) => new(
        "Gateway.NotAttached", $"resource {gatewayId} is not attached to network {vpcId}");
}
