using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CustomerGateways;

/// <summary>
/// Describes the far end of a VPN. The same request again gives the gateway that is there (API Reference).
/// </summary>
internal sealed class CreateCustomerGateway : IMutation<CreateCustomerGatewayRequest, CreateCustomerGatewayResult>
{
    /// <summary>API Reference, CreateCustomerGateway.</summary>
    private const long DefaultAsn = 65000;

    /// <summary>Numbers that AWS refuses: reserved in its own regions (API Reference).</summary>
    private static readonly long[] Reserved = [7224, 9059, 10124, 17943];

    public static CreateCustomerGatewayResult Run(CreateCustomerGatewayRequest input, Change change)
    {
        if (input.CertificateArn is not null)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.CertificateArn}) for parameter certificateArn is invalid. Virga has no certificates.");
        var address = input.IpAddress ?? input.PublicIp ?? throw CommonErrors.MissingParameter("ipAddress");
        if (!Cidr.TryParseAddress(address, out _) && !Ipv6Cidr.TryParseAddress(address, out _))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({address}) for parameter ipAddress is invalid. Invalid IP address.");
        var asn = input.BgpAsnExtended ?? input.BgpAsn ?? DefaultAsn;
        if (asn is < 1 or > 4294967295 || Reserved.Contains(asn))
            throw CommonErrors.InvalidParameterValue($"Value ({asn}) for parameter bgpAsn is invalid.");
        var row = change.Rows<CustomerGatewayRow>().FirstOrDefault(one => one.State != "deleted"
            && one.IpAddress == address && one.BgpAsn == asn && one.DeviceName == input.DeviceName);
        if (row is null)
        {
            Quota.CustomerGateways.Check(
                change, () => change.Rows<CustomerGatewayRow>().Count(one => one.State != "deleted"));
            row = change.Put(new CustomerGatewayRow(change.NewId("cgw"))
            {
                State = "available", IpAddress = address, BgpAsn = asn, DeviceName = input.DeviceName,
            });
            change.TagNew(input.TagSpecifications, ResourceType.CustomerGateway, row.Id);
        }

        return new() { CustomerGateway = CustomerGatewayView.Of(row, change) };
    }
}
