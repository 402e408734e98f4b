using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>
/// Attachments of endpoints to transit gateways: there are none, since such an endpoint is refused. An id is that of
/// another kind of attachment, or of none.
/// </summary>
internal static class ClientVpnAttachments
{
    public static AwsException Absent(WorldView at, string? id)
    {
        var other = at.Named<TransitGatewayAttachmentRow>(id);
        return CommonErrors.InvalidParameterValue($"{other.Id} is not an attachment of a Client VPN endpoint.");
    }
}
