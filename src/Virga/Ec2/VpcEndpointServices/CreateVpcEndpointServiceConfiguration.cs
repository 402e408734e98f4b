using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Makes load balancers of the user's a service that others can have endpoints of.</summary>
internal sealed class CreateVpcEndpointServiceConfiguration
    : IMutation<CreateVpcEndpointServiceConfigurationRequest, CreateVpcEndpointServiceConfigurationResult>
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static CreateVpcEndpointServiceConfigurationResult Run(
        CreateVpcEndpointServiceConfigurationRequest input, Change change)
    {
        var row = Checked(new VpcEndpointServiceRow(change.NewId("vpce-svc"))
        {
            IsAcceptanceRequired = input.AcceptanceRequired ?? true,
            NetworkLoadBalancers = input.NetworkLoadBalancerArns ?? [],
            GatewayLoadBalancers = input.GatewayLoadBalancerArns ?? [],
            IpAddressTypes = input.SupportedIpAddressTypes is { Count: > 0 } types ? types : ["ipv4"],
            Regions = input.SupportedRegions ?? [],
            PrivateDnsName = input.PrivateDnsName,
            VerificationValue = change.RandomText(20, Digits),
        });
        change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.VpcEndpointService, row.Id);
        return new()
        {
            ServiceConfiguration = VpcEndpointServiceView.Of(row, change), ClientToken = input.ClientToken,
        };
    }

    /// <summary>A service has load balancers, of one kind, and types of addresses that AWS knows.</summary>
    public static VpcEndpointServiceRow Checked(VpcEndpointServiceRow row)
    {
        if (row.NetworkLoadBalancers.Count == 0 && row.GatewayLoadBalancers.Count == 0)
            throw CommonErrors.MissingParameter("NetworkLoadBalancerArn or GatewayLoadBalancerArn");
        if (row.NetworkLoadBalancers.Count > 0 && row.GatewayLoadBalancers.Count > 0)
            throw CommonErrors.InvalidParameterCombination(
                "A service has Network Load Balancers or Gateway Load Balancers, not both");
        foreach (var arn in row.NetworkLoadBalancers.Concat(row.GatewayLoadBalancers))
            if (!arn.Contains(":loadbalancer/", StringComparison.Ordinal))
                throw new AwsException("InvalidParameter", $"The load balancer ARN {arn} is not valid.");
        foreach (var type in row.IpAddressTypes)
            if (type is not ("ipv4" or "ipv6"))
                throw CommonErrors.InvalidParameterValue($"Invalid value '{type}' for SupportedIpAddressTypes.");
        return row.IpAddressTypes.Count == 0
            ? throw CommonErrors.InvalidParameterValue("A service supports one type of address at least.")
            : row;
    }
}
