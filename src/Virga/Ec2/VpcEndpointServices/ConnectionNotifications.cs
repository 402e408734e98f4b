using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>How notifications are shown and checked.</summary>
internal static class ConnectionNotifications
{
    private static readonly string[] Known = ["Accept", "Connect", "Delete", "Reject"];

    public static ConnectionNotification Of(ConnectionNotificationRow row, WorldView at) => new()
    {
        ConnectionNotificationId = row.Id,
        ServiceId = row.ServiceId,
        VpcEndpointId = row.EndpointId,
        ConnectionNotificationType = ConnectionNotificationType.Topic,
        ConnectionNotificationArn = row.TopicArn,
        ConnectionEvents = [.. row.Events],
        ConnectionNotificationState = ConnectionNotificationState.Enabled,
        ServiceRegion = at.Region,
    };

    public static IReadOnlyList<string> Events(List<string>? events)
    {
        if (events is not { Count: > 0 }) throw CommonErrors.MissingParameter("ConnectionEvents");
        foreach (var one in events)
            if (!Known.Contains(one))
                throw CommonErrors.InvalidParameterValue($"Invalid value '{one}' for ConnectionEvents.");
        return events;
    }

    public static string Topic(string? arn) =>
        arn is not null && arn.Contains(":sns:", StringComparison.Ordinal)
            ? arn
            : throw new AwsException("InvalidParameter", $"The connection notification ARN {arn} is not valid.");
}
