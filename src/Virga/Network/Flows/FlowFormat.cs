using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Virga.Network.Flows;

/// <summary>
/// The format of a flow log's records: fields by name, with a space in between (VPC User Guide, "Flow log records").
/// What Virga does not know of a flow is a dash, as AWS writes what does not apply.
/// </summary>
internal sealed partial class FlowFormat
{
    /// <summary>The fields of versions 2 to 8. The version of a record is the highest among its fields.</summary>
    private static readonly Dictionary<string, int> Versions = new(StringComparer.Ordinal)
    {
        ["version"] = 2, ["account-id"] = 2, ["interface-id"] = 2, ["srcaddr"] = 2, ["dstaddr"] = 2, ["srcport"] = 2,
        ["dstport"] = 2, ["protocol"] = 2, ["packets"] = 2, ["bytes"] = 2, ["start"] = 2, ["end"] = 2, ["action"] = 2,
        ["log-status"] = 2, ["vpc-id"] = 3, ["subnet-id"] = 3, ["instance-id"] = 3, ["tcp-flags"] = 3, ["type"] = 3,
        ["pkt-srcaddr"] = 3, ["pkt-dstaddr"] = 3, ["region"] = 4, ["az-id"] = 4, ["sublocation-type"] = 4,
        ["sublocation-id"] = 4, ["pkt-src-aws-service"] = 5, ["pkt-dst-aws-service"] = 5, ["flow-direction"] = 5,
        ["traffic-path"] = 5, ["ecs-cluster-arn"] = 7, ["ecs-cluster-name"] = 7, ["ecs-container-instance-arn"] = 7,
        ["ecs-container-instance-id"] = 7, ["ecs-container-id"] = 7, ["ecs-second-container-id"] = 7,
        ["ecs-service-name"] = 7, ["ecs-task-definition-arn"] = 7, ["ecs-task-arn"] = 7, ["ecs-task-id"] = 7,
        ["reject-reason"] = 8,
    };

    private readonly string[] fields;
    private readonly int version;

    private FlowFormat(string[] fields)
    {
        this.fields = fields;
        version = fields.Max(field => Versions[field]);
    }

    /// <summary>The names, as files in S3 begin.</summary>
    public string Header => string.Join(' ', fields);

    /// <summary>Reads "${version} ${srcaddr}"; null, and the field, where one is not known.</summary>
    public static (FlowFormat? Format, string? Unknown) Parse(string text)
    {
        var fields = Field().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        if (fields.Length == 0) return (null, text);
        var unknown = fields.FirstOrDefault(field => !Versions.ContainsKey(field));
        return unknown is null ? (new(fields), null) : (null, unknown);
    }

    /// <summary>One record, without its line end.</summary>
    public string Write(FlowPlace place, FlowSum flow)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(Value(field, place, flow));
        }

        return text.ToString();
    }

    /// <summary>The record of an interface that nothing came to or left in an interval.</summary>
    public string WriteNoData(FlowPlace place, DateTimeOffset start, DateTimeOffset end) => string.Join(
        ' ', fields.Select(field => field switch
        {
            "start" => Seconds(start),
            "end" => Seconds(end),
            "log-status" => "NODATA",
            _ => Placed(field, place),
        }));

    private string Value(string field, FlowPlace place, FlowSum flow) => field switch
    {
        "srcaddr" => (flow.Key.IsIngress ? flow.Key.Source : Own(place, flow.Key.Source)).ToString(),
        "dstaddr" => (flow.Key.IsIngress ? Own(place, flow.Key.Destination) : flow.Key.Destination).ToString(),
        "pkt-srcaddr" => flow.Key.Source.ToString(),
        "pkt-dstaddr" => flow.Key.Destination.ToString(),
        "srcport" => Number(flow.Key.SourcePort),
        "dstport" => Number(flow.Key.DestinationPort),
        "protocol" => Number(flow.Key.Protocol),
        "packets" => Number(flow.Packets),
        "bytes" => Number(flow.Bytes),
        "start" => Seconds(flow.Start),
        "end" => Seconds(flow.End),
        "action" => flow.Key.IsAccepted ? "ACCEPT" : "REJECT",
        "log-status" => "OK",
        "tcp-flags" => Number(flow.TcpFlags),
        "type" => flow.Key.Source.IsIpv4() ? "IPv4" : "IPv6",
        "flow-direction" => flow.Key.IsIngress ? "ingress" : "egress",
        _ => Placed(field, place),
    };

    /// <summary>What is known of the interface, whatever passes.</summary>
    private string Placed(string field, FlowPlace place) => field switch
    {
        "version" => Number(version),
        "account-id" => place.AccountId,
        "interface-id" => place.InterfaceId,
        "vpc-id" => place.VpcId,
        "subnet-id" => place.SubnetId,
        "instance-id" => place.InstanceId ?? "-",
        "region" => place.Region,
        "az-id" => place.ZoneId,
        _ => "-",
    };

    /// <summary>
    /// The interface's primary address, whichever of its addresses it was, and for what it passes on.
    /// </summary>
    private static IPAddress Own(FlowPlace place, IPAddress address) =>
        address.IsIpv4() && place.PrimaryAddress is { } primary ? primary : address;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset time) => Number(time.ToUnixTimeSeconds());

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Field();
}
