using Virga.Service;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>
/// Announcements tell route tables to core networks of AWS Cloud WAN, which are not here: there is none, ever.
/// </summary>
internal static class RouteTableAnnouncements
{
    private const string Code = "InvalidTransitGatewayRouteTableAnnouncementId";

    public static AwsException NotFound(string id) => Ids.IsWellFormed("tgw-rtb-ann", id)
        ? new($"{Code}.NotFound", $"Transit Gateway Route Table Announcement {id} was deleted or does not exist.")
        : new($"{Code}.Malformed", $"Invalid id: \"{id}\" (expecting \"tgw-rtb-ann-...\")");
}
