using System.Collections.Frozen;
using Virga.Ec2.VpcEndpointServices;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>
/// The services of AWS that can have endpoints here: two with gateways, and those of the AWS PrivateLink Guide
/// ("AWS services that integrate") that instances use most. AWS has some 270.
/// </summary>
internal static class EndpointServices
{
    private static readonly string[] Gateways = ["dynamodb", "s3"];

    private static readonly FrozenSet<string> Interfaces = FrozenSet.Create(
        StringComparer.Ordinal,
        "access-analyzer", "acm-pca", "application-autoscaling", "athena", "autoscaling", "autoscaling-plans", "backup",
        "batch", "bedrock", "bedrock-runtime", "cassandra", "cloudformation", "cloudtrail", "codeartifact.api",
        "codeartifact.repositories", "codebuild", "codecommit", "codedeploy", "codepipeline", "config", "dynamodb",
        "ebs", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "eks", "eks-auth",
        "elasticache", "elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "email-smtp", "events",
        "execute-api", "fis", "fsx", "git-codecommit", "glue", "guardduty-data", "imagebuilder", "inspector2",
        "kafka", "kinesis-firehose", "kinesis-streams", "kms", "lambda", "license-manager", "logs", "monitoring", "rds",
        "rds-data", "redshift", "redshift-data", "rekognition", "s3", "s3-outposts", "sagemaker.api",
        "sagemaker.runtime", "secretsmanager", "securityhub", "servicecatalog", "servicediscovery", "sns", "sqs", "ssm",
        "ssmmessages", "states", "sts", "synthetics", "transfer", "workspaces", "xray");

    /// <summary>The short name of a service of the region which has endpoints of this type, or AWS's error.</summary>
    public static string Find(WorldView at, string serviceName, string type)
    {
        var prefix = $"com.amazonaws.{at.Region}.";
        var name = serviceName.StartsWith(prefix, StringComparison.Ordinal) ? serviceName[prefix.Length..] : "";
        var isKnown = type == VpcEndpointType.Gateway ? Gateways.Contains(name) : Interfaces.Contains(name);
        return isKnown
            ? name
            : throw new AwsException(
                "InvalidServiceName", $"The Vpc Endpoint Service '{serviceName}' does not exist");
    }

    /// <summary>All services of the region, those with both types twice, as AWS lists them.</summary>
    public static IEnumerable<ServiceDetail> All(WorldView at) =>
        Gateways.Select(name => Detail(at, name, ServiceType.Gateway))
            .Concat(Interfaces.Order(StringComparer.Ordinal).Select(name => Detail(at, name, ServiceType.Interface)))
            .Concat(ServiceOffers.Visible(at).Select(one => ServiceOffers.Detail(one.Owner, one.Row, at)));

    /// <summary>The name without an endpoint: <c>logs.us-east-1.amazonaws.com</c>.</summary>
    public static string PrivateDnsName(string name, WorldView at)
    {
        var suffix = PartitionFacts.OfRegion(at.Region).DnsSuffix;
        return string.Join('.', Enumerable.Reverse(name.Split('.'))) + $".{at.Region}.{suffix}";
    }

    private static ServiceDetail Detail(WorldView at, string name, string type)
    {
        var isGateway = type == ServiceType.Gateway;
        var region = RegionCatalogue.Find(at.Region);
        return new()
        {
            ServiceName = $"com.amazonaws.{at.Region}.{name}",
            ServiceId = $"vpce-svc-{Fnv(name):x16}0",
            ServiceType = [new() { ServiceType = type }],
            ServiceRegion = at.Region,
            AvailabilityZones = [.. (region?.AvailabilityZones ?? []).Select(zone => zone.ZoneName)],
            AvailabilityZoneIds = [.. (region?.AvailabilityZones ?? []).Select(zone => zone.ZoneId)],
            Owner = "amazon",
            BaseEndpointDnsNames = [isGateway
                ? PrivateDnsName(name, at)
                : $"{string.Join('.', Enumerable.Reverse(name.Split('.')))}.{at.Region}.vpce.amazonaws.com"],
            PrivateDnsName = isGateway ? null : PrivateDnsName(name, at),
            PrivateDnsNames = isGateway ? null : [new() { PrivateDnsName = PrivateDnsName(name, at) }],
            PrivateDnsNameVerificationState = isGateway ? null : DnsNameState.Verified,
            VpcEndpointPolicySupported = true,
            AcceptanceRequired = false,
            ManagesVpcEndpoints = false,
            SupportedIpAddressTypes = [ServiceConnectivityType.Ipv4],
            Tags = [],
        };
    }

    /// <summary>A stable number for a name; FNV-1a.</summary>
    private static ulong Fnv(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1_099_511_628_211UL);
        return hash;
    }
}
