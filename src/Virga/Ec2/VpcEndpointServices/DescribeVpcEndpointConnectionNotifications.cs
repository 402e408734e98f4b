using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Lists notifications.</summary>
internal sealed class DescribeVpcEndpointConnectionNotifications
    : IQuery<DescribeVpcEndpointConnectionNotificationsRequest, DescribeVpcEndpointConnectionNotificationsResult>
{
    private static readonly Listing<ConnectionNotificationRow, ConnectionNotification> Listing = new()
    {
        View = ConnectionNotifications.Of,
        Filters = new()
        {
            { "connection-notification-arn", one => one.ConnectionNotificationArn },
            { "connection-notification-id", one => one.ConnectionNotificationId },
            { "connection-notification-state", one => one.ConnectionNotificationState },
            { "connection-notification-type", one => one.ConnectionNotificationType },
            { "service-id", one => one.ServiceId },
            { "vpc-endpoint-id", one => one.VpcEndpointId },
        },
    };

    public static DescribeVpcEndpointConnectionNotificationsResult Run(
        DescribeVpcEndpointConnectionNotificationsRequest input, WorldView at)
    {
        List<string>? ids = input.ConnectionNotificationId is { } id ? [id] : null;
        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new() { ConnectionNotificationSet = page.Items, NextToken = page.NextToken };
    }
}
