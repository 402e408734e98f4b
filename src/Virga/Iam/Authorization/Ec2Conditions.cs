using System.Globalization;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Subnets;
using Virga.Ec2.Volumes;
using Virga.Ec2.Vpcs;
using Virga.Iam.Evaluation;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>
/// EC2's own condition keys: what the request asks for, and what each of its resources is. Source: Service
/// Authorization Reference, "Condition keys for Amazon EC2".
/// </summary>
internal static class Ec2Conditions
{
    /// <summary>Keys of the request, by the name of the parameter that they show.</summary>
    private static readonly (string Key, string Parameter)[] OfRequest =
    [
        ("ec2:InstanceType", "InstanceType"), ("ec2:Attribute", "Attribute"), ("ec2:ImageID", "ImageId"),
        ("ec2:EbsOptimized", "EbsOptimized"), ("ec2:Tenancy", "Tenancy"), ("ec2:Encrypted", "Encrypted"),
        ("ec2:VolumeType", "VolumeType"), ("ec2:VolumeIops", "Iops"), ("ec2:VolumeThroughput", "Throughput"),
        ("ec2:MetadataHttpTokens", "HttpTokens"), ("ec2:MetadataHttpEndpoint", "HttpEndpoint"),
        ("ec2:MetadataHttpPutResponseHopLimit", "HttpPutResponseHopLimit"),
        ("ec2:InstanceMarketType", "MarketType"), ("ec2:AvailabilityZone", "AvailabilityZone"),
        ("ec2:KeyPairType", "KeyType"), ("ec2:AccepterVpc", "PeerVpcId"),
    ];

    public static void SetRequest(WorldView at, RequestContext context, RequestFacts facts)
    {
        context.Set("ec2:Region", at.Region);
        foreach (var (key, parameter) in OfRequest) context.Set(key, facts.Find(parameter));
        context.Set("ec2:VolumeSize", facts.Find("Size") ?? facts.Find("VolumeSize"));
    }

    /// <summary>Adds the keys of a resource that exists.</summary>
    public static void SetResource(WorldView at, RequestContext context, string arn)
    {
        var resource = arn[(arn.LastIndexOf(':') + 1)..];
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return;
        var id = resource[(slash + 1)..];
        switch (resource[..slash])
        {
            case "instance" when at.Find<InstanceRow>(id) is { } row: Set(context, row); break;
            case "subnet" when at.Find<SubnetRow>(id) is { } row:
                Vpc(at, context, row.VpcId).Set("ec2:SubnetID", id).Set("ec2:AvailabilityZone", row.AvailabilityZone);
                break;
            case "security-group" when at.Find<SecurityGroupRow>(id) is { } row:
                Vpc(at, context, row.VpcId).Set("ec2:SecurityGroupID", id);
                break;
            case "network-interface" when at.Find<NetworkInterfaceRow>(id) is { } row:
                Vpc(at, context, row.VpcId).Set("ec2:NetworkInterfaceID", id)
                    .Set("ec2:Subnet", Ec2Resources.Arn(at, "subnet", row.SubnetId))
                    .Set("ec2:AvailabilityZone", row.AvailabilityZone);
                break;
            case "vpc" when at.Find<VpcRow>(id) is { } row:
                context.Set("ec2:VpcID", id).Set("ec2:Tenancy", row.InstanceTenancy);
                break;
            case "route-table" when at.Find<RouteTableRow>(id) is { } row:
                Vpc(at, context, row.VpcId).Set("ec2:RouteTableID", id);
                break;
            case "network-acl" when at.Find<NetworkAclRow>(id) is { } row:
                Vpc(at, context, row.VpcId).Set("ec2:NetworkAclID", id);
                break;
            case "volume" when at.Find<VolumeRow>(id) is { } row: Set(at, context, row); break;
            case "snapshot": SetSnapshot(at, context, id); break;
            case "image" when KnownImage.Find(at, id) is { Shape: { } image }:
                context.Set("ec2:ImageID", id).Set("ec2:Owner", image.ImageOwnerAlias ?? image.OwnerId)
                    .Set("ec2:ImageType", image.ImageType).Set("ec2:RootDeviceType", image.RootDeviceType)
                    .Set("ec2:Public", Text(image.Public == true));
                break;
            case "key-pair": context.Set("ec2:KeyPairName", id); break;
            default: break;
        }
    }

    private static void Set(RequestContext context, InstanceRow row) => context
        .Set("ec2:InstanceID", row.Id).Set("ec2:InstanceType", row.InstanceType).Set("ec2:Tenancy", row.Tenancy)
        .Set("ec2:AvailabilityZone", row.AvailabilityZone).Set("ec2:RootDeviceType", "ebs")
        .Set("ec2:EbsOptimized", Text(row.IsEbsOptimized)).Set("ec2:PlacementGroup", row.PlacementGroupName)
        .Set("ec2:InstanceProfile", row.Profile?.Arn)
        .Set("ec2:MetadataHttpTokens", row.MetadataOptions.HttpTokens)
        .Set("ec2:MetadataHttpEndpoint", row.MetadataOptions.HttpEndpoint)
        .Set("ec2:MetadataHttpPutResponseHopLimit", Text(row.MetadataOptions.HttpPutResponseHopLimit));

    private static void Set(WorldView at, RequestContext context, VolumeRow row) => context
        .Set("ec2:VolumeID", row.Id).Set("ec2:VolumeSize", Text(row.SizeGiB)).Set("ec2:VolumeType", row.VolumeType)
        .Set("ec2:VolumeIops", row.Iops is { } iops ? Text(iops) : null).Set("ec2:Encrypted", Text(row.IsEncrypted))
        .Set("ec2:AvailabilityZone", row.AvailabilityZone)
        .Set("ec2:ParentSnapshot", row.SnapshotId is { } snapshot ? Ec2Resources.Arn(at, "snapshot", snapshot) : null);

    private static void SetSnapshot(WorldView at, RequestContext context, string id)
    {
        var (row, owner) = at.Find<SnapshotRow>(id) is { } own
            ? (own, at.Account)
            : SharedSnapshots.Of(at).FirstOrDefault(one => one.Row.Id == id);
        if (row is null) return;
        context.Set("ec2:SnapshotID", id).Set("ec2:Owner", owner).Set("ec2:VolumeSize", Text(row.SizeGiB))
            .Set("ec2:Encrypted", Text(row.IsEncrypted))
            .Set("ec2:ParentVolume", Ec2Resources.Arn(at, "volume", row.VolumeId));
    }

    private static RequestContext Vpc(WorldView at, RequestContext context, string vpcId) =>
        context.Set("ec2:Vpc", Ec2Resources.Arn(at, "vpc", vpcId));

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
