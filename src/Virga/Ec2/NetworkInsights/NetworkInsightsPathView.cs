using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>A path as AWS shows it.</summary>
internal static class NetworkInsightsPathView
{
    public static NetworkInsightsPath Of(NetworkInsightsPathRow row, WorldView at) => new()
    {
        NetworkInsightsPathId = row.Id,
        NetworkInsightsPathArn = at.Ec2Arn("network-insights-path", row.Id),
        CreatedDate = row.CreatedDate,
        Source = row.Source,
        SourceArn = row.SourceArn ?? Arn(row.Source, at),
        Destination = row.Destination,
        DestinationArn = row.DestinationArn ?? (row.Destination is { } id ? Arn(id, at) : null),
        SourceIp = row.SourceIp,
        DestinationIp = row.DestinationIp,
        Protocol = row.Protocol,
        DestinationPort = row.DestinationPort,
        FilterAtSource = Filter(row.FilterAtSource),
        FilterAtDestination = Filter(row.FilterAtDestination),
        Tags = at.TagsOf(row.Id),
    };

    /// <summary>The ARN of a resource, or null where ids of its kind are not known.</summary>
    public static string? Arn(string id, WorldView at) =>
        TaggedResources.TypeOf(id) is { } type ? at.Ec2Arn(type, id) : null;

    private static PathFilter? Filter(PathFilterFact? filter) => filter is null ? null : new()
    {
        SourceAddress = filter.SourceAddress,
        SourcePortRange = Ports(filter.SourcePorts),
        DestinationAddress = filter.DestinationAddress,
        DestinationPortRange = Ports(filter.DestinationPorts),
    };

    private static FilterPortRange? Ports(PortRangeFact? range) =>
        range is null ? null : new() { FromPort = range.From, ToPort = range.To };
}
