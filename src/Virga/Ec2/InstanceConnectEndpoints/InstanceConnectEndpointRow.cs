using Virga.Ec2.Tags;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceConnectEndpoints;

/// <summary>An endpoint by which the inside of a VPC is reached; it has an interface in its subnet.</summary>
internal sealed record InstanceConnectEndpointRow(string Id) : Row(Id), IRow<InstanceConnectEndpointRow>
{
    public static RowKind<InstanceConnectEndpointRow> Kind { get; } =
        new("instance-connect-endpoint")
        {
            Prefix = "eice",
            ResourceType = "instance-connect-endpoint",
            NotFound = id => new AwsException("InvalidInstanceConnectEndpointId.NotFound",
                $"The instance connect endpoint ID '{id}' does not exist"),
            Malformed = Ec2Errors.Malformed("InvalidInstanceConnectEndpointId", "eice"),
        };

    /// <summary>Endpoints by subnet: AWS allows one.</summary>
    public static Index<InstanceConnectEndpointRow> BySubnet { get; } = Kind.Index(one => one.SubnetId);

    public required string SubnetId { get; init; }

    public required string VpcId { get; init; }

    public required string AvailabilityZone { get; init; }

    public required string NetworkInterfaceId { get; init; }

    /// <summary><c>create-in-progress</c>, <c>create-complete</c>, <c>delete-in-progress</c> …</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool PreservesClientIp { get; init; }

    public required string IpAddressType { get; init; }

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    public Ec2InstanceConnectEndpoint View(WorldView at)
    {
        var domain = $"{Id}.{Hash(Id)}.ec2-instance-connect-endpoint.{at.Region}";
        var suffix = PartitionFacts.OfRegion(at.Region).DnsSuffix;
        return new()
        {
            InstanceConnectEndpointId = Id,
            InstanceConnectEndpointArn = at.Ec2Arn("instance-connect-endpoint", Id),
            OwnerId = at.Account,
            State = State,
            StateMessage = "",
            DnsName = $"{domain}.{suffix}",
            FipsDnsName = $"{Id}.{Hash(Id)}.fips.ec2-instance-connect-endpoint.{at.Region}.{suffix}",
            NetworkInterfaceIds = [NetworkInterfaceId],
            VpcId = VpcId,
            SubnetId = SubnetId,
            AvailabilityZone = AvailabilityZone,
            AvailabilityZoneId = ZoneIds.Of(AvailabilityZone),
            CreatedAt = CreatedAt,
            PreserveClientIp = PreservesClientIp,
            SecurityGroupIds = [.. GroupIds],
            IpAddressType = IpAddressType,
            Tags = at.TagsOf(Id),
        };
    }

    /// <summary>Eight characters of the name that AWS draws; here they follow from the id.</summary>
    private static string Hash(string id) => id[^8..];
}
