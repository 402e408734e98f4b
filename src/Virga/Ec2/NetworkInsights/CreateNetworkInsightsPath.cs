using System.Net;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Creates a path to analyse. That its ends exist is found out by the analysis, as on AWS.</summary>
internal sealed class CreateNetworkInsightsPath
    : IMutation<CreateNetworkInsightsPathRequest, CreateNetworkInsightsPathResult>
{
    private const int MaxPort = 65_535;

    public static CreateNetworkInsightsPathResult Run(CreateNetworkInsightsPathRequest input, Change change)
    {
        CheckCombinations(input);
        var (source, sourceArn) = End(input.Source ?? throw CommonErrors.MissingParameter("source"), "source");
        var destination = input.Destination is null ? default : End(input.Destination, "destination");
        var row = change.Put(new NetworkInsightsPathRow(change.NewId("nip"))
        {
            Source = source,
            SourceArn = sourceArn,
            Destination = destination.Id,
            DestinationArn = destination.Arn,
            SourceIp = Address(input.SourceIp, "sourceIp"),
            DestinationIp = Address(input.DestinationIp, "destinationIp"),
            Protocol = Protocol(input.Protocol),
            DestinationPort = Port(input.DestinationPort, "destinationPort"),
            FilterAtSource = Filter(input.FilterAtSource),
            FilterAtDestination = Filter(input.FilterAtDestination),
            CreatedDate = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.NetworkInsightsPath, row.Id);
        return new() { NetworkInsightsPath = NetworkInsightsPathView.Of(row, change) };
    }

    /// <summary>API Reference, CreateNetworkInsightsPath: filters take the place of the older parameters.</summary>
    private static void CheckCombinations(CreateNetworkInsightsPathRequest input)
    {
        if (input.FilterAtSource is not null && (input.SourceIp is not null || input.DestinationPort is not null))
            throw CommonErrors.InvalidParameterCombination(
                "FilterAtSource cannot be used together with SourceIp or DestinationPort.");
        if (input.FilterAtDestination is not null && input.DestinationIp is not null)
            throw CommonErrors.InvalidParameterCombination(
                "FilterAtDestination cannot be used together with DestinationIp.");
        if (input.Destination is null && input.DestinationIp is null
            && input.FilterAtSource?.DestinationAddress is null)
            throw CommonErrors.MissingParameter("destination");
    }

    /// <summary>An id, or an ARN whose last part is the id.</summary>
    private static (string Id, string? Arn) End(string text, string parameter)
    {
        var isArn = text.StartsWith("arn:", StringComparison.Ordinal);
        var id = isArn ? text[(text.LastIndexOf('/') + 1)..] : text;
        return Ids.IsWellFormed(Ids.PrefixOf(id), id) && Ids.PrefixOf(id).Length > 0
            ? (id, isArn ? text : null)
            : throw CommonErrors.InvalidParameterValue($"Value ({text}) for parameter {parameter} is invalid.");
    }

    /// <summary>The CLI's own example writes TCP: AWS minds no case here.</summary>
    private static string Protocol(string? text) => text?.ToLowerInvariant() switch
    {
        null => throw CommonErrors.MissingParameter("protocol"),
        Wire.Ec2.Protocol.Tcp => Wire.Ec2.Protocol.Tcp,
        Wire.Ec2.Protocol.Udp => Wire.Ec2.Protocol.Udp,
        _ => throw CommonErrors.InvalidParameterValue($"Value ({text}) for parameter protocol is invalid."),
    };

    private static string? Address(string? text, string parameter) =>
        text is null || IPAddress.TryParse(text, out _)
            ? text
            : throw CommonErrors.InvalidParameterValue($"Value ({text}) for parameter {parameter} is invalid.");

    private static int? Port(int? port, string parameter) =>
        port is null or (>= 0 and <= MaxPort)
            ? port
            : throw CommonErrors.InvalidParameterValue($"Value ({port}) for parameter {parameter} is invalid.");

    private static PathFilterFact? Filter(PathRequestFilter? filter) => filter is null ? null : new()
    {
        SourceAddress = Address(filter.SourceAddress, "sourceAddress"),
        SourcePorts = Ports(filter.SourcePortRange),
        DestinationAddress = Address(filter.DestinationAddress, "destinationAddress"),
        DestinationPorts = Ports(filter.DestinationPortRange),
    };

    private static PortRangeFact? Ports(RequestFilterPortRange? range)
    {
        if (range is null) return null;
        var from = Port(range.FromPort, "fromPort") ?? throw CommonErrors.MissingParameter("fromPort");
        var to = Port(range.ToPort, "toPort") ?? from;
        return from <= to
            ? new(from, to)
            : throw CommonErrors.InvalidParameterValue($"Invalid port range ({from}:{to})");
    }
}
