using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Nodes;

/// <summary>Lists the instances that commands can be sent to.</summary>
internal sealed class DescribeInstanceInformation : IExchange<DescribeInstanceInformationRequest,
    DescribeInstanceInformationResult>
{
    public static ValueTask<DescribeInstanceInformationResult> RunAsync(
        DescribeInstanceInformationRequest input, Session session, CancellationToken cancellation)
    {
        var at = session.Read();
        var filters = (input.Filters ?? []).Select(one => (Key: one.Key ?? "", Values: one.Values ?? []))
            .Concat((input.InstanceInformationFilterList ?? [])
                .Select(one => (Key: one.Key ?? "", Values: one.ValueSet ?? []))).ToList();
        var all = ManagedNodes.Of(session, at).Select(node => Show(node, at))
            .Where(node => filters.TrueForAll(filter => Fits(node, filter.Key, filter.Values, at))).ToList();
        var page = PageToken.Slice(all, input.MaxResults ?? DefaultResults, input.NextToken);
        return ValueTask.FromResult(new DescribeInstanceInformationResult
        {
            InstanceInformationList = page.Items,
            NextToken = page.NextToken,
        });
    }

    /// <summary>Source: SSM API Reference, MaxResults.</summary>
    private const int DefaultResults = 50;

    /// <summary>The emulator itself stands in for an agent, so it is seen at any time and never old.</summary>
    private static InstanceInformation Show(InstanceRow row, WorldView at)
    {
        var machine = MachinePlan.Of(row, at);
        return new()
        {
            InstanceId = row.Id,
            PingStatus = PingStatus.Online,
            LastPingDateTime = at.Now,
            AgentVersion = "virga",
            IsLatestVersion = true,
            PlatformType = PlatformType.Linux,
            ResourceType = ResourceType.EC2Instance,
            IPAddress = machine.Interfaces is [{ Address: { } address }, ..] ? address : null,
            ComputerName = machine.Hostname,
            SourceId = row.Id,
            SourceType = SourceType.AWSEC2Instance,
        };
    }

    private static bool Fits(InstanceInformation node, string key, List<string> values, WorldView at) => key switch
    {
        "InstanceIds" => values.Contains(node.InstanceId!),
        "PingStatus" => values.Contains(node.PingStatus!),
        "PlatformTypes" => values.Contains(node.PlatformType!),
        "AgentVersion" => values.Contains(node.AgentVersion!),
        "ResourceType" => values.Contains(node.ResourceType!),
        "ActivationIds" or "IamRole" or "AssociationStatus" => false,
        "tag-key" => at.Find<TagsRow>(node.InstanceId)?.Tags.Keys.Any(values.Contains) == true,
        _ when key.StartsWith("tag:", StringComparison.Ordinal) =>
            at.Find<TagsRow>(node.InstanceId)?.Tags.TryGetValue(key[4..], out var value) == true
                && values.Contains(value),
        _ => throw SsmErrors.InvalidInstanceInformationFilter(key),
    };
}
