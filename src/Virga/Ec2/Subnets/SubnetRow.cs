using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>A subnet.</summary>
internal sealed record SubnetRow(string Id) : Row(Id), IRow<SubnetRow>
{
    public static RowKind<SubnetRow> Kind { get; } = new("subnet")
    {
        Prefix = "subnet",
        ResourceType = "subnet",

        // Text as Lambda quotes it from EC2.
        NotFound = Ec2Errors.NotFound("InvalidSubnetID", "subnet ID"),
        Malformed = Ec2Errors.Malformed("InvalidSubnetID", "subnet"),
    };

    /// <summary>Subnets by VPC.</summary>
    public static Index<SubnetRow> ByVpc { get; } = Kind.Index(subnet => subnet.VpcId);

    public required string VpcId { get; init; }

    /// <summary><c>pending</c> or <c>available</c>.</summary>
    public required string State { get; init; }

    /// <summary>The IPv4 block; null for an IPv6-only subnet.</summary>
    public string? CidrBlock { get; init; }

    public IReadOnlyList<CidrAssociation> Ipv6CidrBlocks { get; init; } = [];

    /// <summary>Such as <c>us-east-1a</c>.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>Made with the default VPC, for its zone.</summary>
    public bool IsDefaultForAz { get; init; }

    public bool MapsPublicIpOnLaunch { get; init; }

    public bool AssignsIpv6AddressOnCreation { get; init; }

    public bool IsIpv6Native { get; init; }

    public bool IsDns64Enabled { get; init; }

    /// <summary><c>ip-name</c> or <c>resource-name</c>.</summary>
    public string HostnameType { get; init; } = "ip-name";

    public bool HasResourceNameARecord { get; init; }

    public bool HasResourceNameAaaaRecord { get; init; }

    /// <summary>The device index of local network interfaces on an Outpost; null when there are none.</summary>
    public int? LniDeviceIndex { get; init; }
}
