using System.Globalization;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>IPAMs, scopes, pools and what belongs to them as AWS shows them.</summary>
internal static class IpamView
{
    public static Ipam Of(IpamRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamId = row.Id,
        IpamArn = IpamRules.Arn(at, "ipam", row.Id),
        IpamRegion = at.Region,
        PublicDefaultScopeId = row.PublicScopeId,
        PrivateDefaultScopeId = row.PrivateScopeId,
        ScopeCount = at.Rows<IpamScopeRow>().Count(one => one.IpamId == row.Id),
        Description = row.Description,
        OperatingRegions = [.. row.Regions.Select(one => new IpamOperatingRegion { RegionName = one })],
        State = row.State,
        DefaultResourceDiscoveryId = row.DiscoveryId,
        DefaultResourceDiscoveryAssociationId = row.AssociationId,
        ResourceDiscoveryAssociationCount =
            at.Rows<IpamDiscoveryAssociationRow>().Count(one => one.IpamId == row.Id),
        Tier = row.Tier,
        EnablePrivateGua = row.IsPrivateGuaEnabled,
        MeteredAccount = row.MeteredAccount,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamScope Scope(IpamScopeRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamScopeId = row.Id,
        IpamScopeArn = IpamRules.Arn(at, "ipam-scope", row.Id),
        IpamArn = IpamRules.Arn(at, "ipam", row.IpamId),
        IpamRegion = at.Region,
        IpamScopeType = row.IsPublic ? IpamScopeType.Public : IpamScopeType.Private,
        IsDefault = row.IsDefault,
        Description = row.Description,
        PoolCount = at.Rows<IpamPoolRow>().CountBy(IpamPoolRow.ByScope, row.Id),
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamPool Pool(IpamPoolRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamPoolId = row.Id,
        SourceIpamPoolId = row.SourcePoolId,
        IpamPoolArn = IpamRules.Arn(at, "ipam-pool", row.Id),
        IpamScopeArn = IpamRules.Arn(at, "ipam-scope", row.ScopeId),
        IpamScopeType = at.Find<IpamScopeRow>(row.ScopeId)?.IsPublic == true
            ? IpamScopeType.Public
            : IpamScopeType.Private,
        IpamArn = IpamRules.Arn(at, "ipam", row.IpamId),
        IpamRegion = at.Region,
        Locale = row.Locale ?? "None",
        PoolDepth = Depth(row, at),
        State = row.State,
        Description = row.Description,
        AutoImport = row.ImportsByItself,
        PubliclyAdvertisable = row.IsPubliclyAdvertisable,
        AddressFamily = row.IsIpv4 ? AddressFamily.Ipv4 : AddressFamily.Ipv6,
        AllocationMinNetmaskLength = row.MinLength,
        AllocationMaxNetmaskLength = row.MaxLength,
        AllocationDefaultNetmaskLength = row.DefaultLength,
        AllocationResourceTags =
            [.. row.ResourceTags.Select(tag => new IpamResourceTag { Key = tag.Key, Value = tag.Value })],
        AwsService = row.AwsService,
        PublicIpSource = row.PublicIpSource,
        SourceResource = row.SourceVpcId is null
            ? null
            : new()
            {
                ResourceId = row.SourceVpcId,
                ResourceType = IpamPoolSourceResourceType.Vpc,
                ResourceRegion = row.Locale,
                ResourceOwner = at.Account,
            },
        Tags = at.TagsOf(row.Id),
    };

    public static IpamPoolAllocation Allocation(IpamPoolAllocationRow row, WorldView at) => new()
    {
        Cidr = row.Block,
        IpamPoolAllocationId = row.Id,
        Description = row.Description,
        ResourceId = row.ResourceId,
        ResourceType = row.Type,
        ResourceRegion = row.ResourceRegion ?? at.Region,
        ResourceOwner = at.Account,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamPoolCidr PoolCidr(IpamPoolCidrRow row, string state) => new()
    {
        Cidr = row.Block,
        State = state,
        IpamPoolCidrId = row.Id,
        NetmaskLength = int.Parse(
            row.Block.AsSpan(row.Block.IndexOf('/', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture),
    };

    public static IpamResourceDiscovery Discovery(IpamResourceDiscoveryRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamResourceDiscoveryId = row.Id,
        IpamResourceDiscoveryArn = IpamRules.Arn(at, "ipam-resource-discovery", row.Id),
        IpamResourceDiscoveryRegion = at.Region,
        Description = row.Description,
        OperatingRegions = [.. row.Regions.Select(one => new IpamOperatingRegion { RegionName = one })],
        IsDefault = row.IsDefault,
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamResourceDiscoveryAssociation Association(IpamDiscoveryAssociationRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamResourceDiscoveryAssociationId = row.Id,
        IpamResourceDiscoveryAssociationArn = IpamRules.Arn(at, "ipam-resource-discovery-association", row.Id),
        IpamResourceDiscoveryId = row.DiscoveryId,
        IpamId = row.IpamId,
        IpamArn = IpamRules.Arn(at, "ipam", row.IpamId),
        IpamRegion = at.Region,
        IsDefault = row.IsDefault,
        ResourceDiscoveryStatus = IpamAssociatedResourceDiscoveryStatus.Active,
        State = row.State,
        Tags = at.TagsOf(row.Id),
    };

    private static int Depth(IpamPoolRow row, WorldView at) =>
        at.Find<IpamPoolRow>(row.SourcePoolId) is { } source ? Depth(source, at) + 1 : 1;
}
