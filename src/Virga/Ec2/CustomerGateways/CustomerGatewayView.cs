using System.Globalization;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CustomerGateways;

/// <summary>How customer gateways are found and shown.</summary>
internal static class CustomerGatewayView
{
    public static CustomerGatewayRow Live(WorldView at, string? id)
    {
        var row = at.Named<CustomerGatewayRow>(id);
        return row.State == "deleted" ? throw CustomerGatewayRow.Kind.NotFound!(row.Id) : row;
    }

    public static CustomerGateway Of(CustomerGatewayRow row, WorldView at) => new()
    {
        CustomerGatewayId = row.Id,
        State = row.State,
        Type = GatewayType.Ipsec1,
        IpAddress = row.IpAddress,
        BgpAsn = row.IsExtendedAsn ? null : row.BgpAsn.ToString(CultureInfo.InvariantCulture),
        BgpAsnExtended = row.IsExtendedAsn ? row.BgpAsn.ToString(CultureInfo.InvariantCulture) : null,
        DeviceName = row.DeviceName,
        Tags = at.TagsOf(row.Id),
    };
}
