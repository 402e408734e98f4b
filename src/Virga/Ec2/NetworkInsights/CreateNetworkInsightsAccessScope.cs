using System.Net;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Creates a scope. That its resources exist is found out by an analysis.</summary>
internal sealed class CreateNetworkInsightsAccessScope
    : IMutation<CreateNetworkInsightsAccessScopeRequest, CreateNetworkInsightsAccessScopeResult>
{
    public static CreateNetworkInsightsAccessScopeResult Run(
        CreateNetworkInsightsAccessScopeRequest input, Change change)
    {
        if (input.MatchPaths is not { Count: > 0 }) throw CommonErrors.MissingParameter("matchPaths");
        var row = change.Put(new NetworkInsightsAccessScopeRow(change.NewId("nis"))
        {
            MatchPaths = [.. input.MatchPaths.Select(Path)],
            ExcludePaths = [.. (input.ExcludePaths ?? []).Select(Path)],
            Created = change.Now,
        });
        change.TagNew(input.TagSpecifications, ResourceType.NetworkInsightsAccessScope, row.Id);
        return new()
        {
            NetworkInsightsAccessScope = NetworkInsightsAccessScopeView.Of(row, change),
            NetworkInsightsAccessScopeContent = NetworkInsightsAccessScopeView.Content(row),
        };
    }

    private static AccessPathFact Path(AccessScopePathRequest path) => new()
    {
        Source = End(path.Source),
        Destination = End(path.Destination),
        Through = [.. (path.ThroughResources ?? [])
            .Select(one => Resources(one.ResourceStatement)).OfType<AccessResourcesFact>()
            .Select(AccessResources.CheckPassed)],
    };

    private static AccessEndFact? End(PathStatementRequest? end) => end is null ? null : new()
    {
        Resources = Resources(end.ResourceStatement) is { } resources ? AccessResources.CheckEnd(resources) : null,
        Header = Header(end.PacketHeaderStatement),
    };

    private static AccessResourcesFact? Resources(ResourceStatementRequest? one) =>
        one is null ? null : new() { Ids = [.. one.Resources ?? []], Types = [.. one.ResourceTypes ?? []] };

    private static AccessHeaderFact? Header(PacketHeaderStatementRequest? header) => header is null ? null : new()
    {
        SourceAddresses = Checked(header.SourceAddresses, "sourceAddresses", IsBlock),
        DestinationAddresses = Checked(header.DestinationAddresses, "destinationAddresses", IsBlock),
        SourcePorts = Checked(header.SourcePorts, "sourcePorts", IsPorts),
        DestinationPorts = Checked(header.DestinationPorts, "destinationPorts", IsPorts),
        SourcePrefixLists = [.. header.SourcePrefixLists ?? []],
        DestinationPrefixLists = [.. header.DestinationPrefixLists ?? []],
        Protocols = [.. header.Protocols ?? []],
    };

    private static IReadOnlyList<string> Checked(List<string>? values, string name, Func<string, bool> isRight) =>
        values?.Find(value => !isRight(value)) is { } wrong
            ? throw CommonErrors.InvalidParameterValue($"Value ({wrong}) for parameter {name} is invalid.")
            : [.. values ?? []];

    private static bool IsBlock(string text) => IPNetwork.TryParse(text, out _) || IPAddress.TryParse(text, out _);

    private static bool IsPorts(string text) => AccessHeader.Ports(text) is not null;
}
