using Virga.Ec2.InstanceTypes;
using Virga.Ec2.LaunchTemplates;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Subnets;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>
/// One of the ways in which a fleet can get capacity: a template with an override, one instance type.
/// </summary>
/// <param name="Place">Where the request says it.</param>
/// <param name="Request">The launch, without a count.</param>
internal sealed record FleetPool(PoolPlace Place, RunInstancesRequest Request)
{
    public const string Linux = "Linux/UNIX";

    public required double Weight { get; init; }

    /// <summary>Lower is taken first where the strategy says "prioritized".</summary>
    public double Priority { get; init; } = double.MaxValue;

    /// <summary>The most that a spot instance of it may cost an hour; null for the on-demand price.</summary>
    public string? MaxPrice { get; init; }

    /// <summary>The zone that it launches into, or null where any default one does.</summary>
    public ZoneFacts? Zone { get; init; }

    /// <summary>What AWS knows of its type, or null for a type that there is not.</summary>
    public InstanceTypeFacts? Type { get; init; }

    /// <summary>How dear it may be; null for a type that was named.</summary>
    public PriceProtection? Protection { get; init; }

    /// <summary>All pools of a fleet, in the order of the request.</summary>
    public static IReadOnlyList<FleetPool> Of(CreateFleetRequest fleet, WorldView at) =>
        Of(fleet.LaunchTemplateConfigs ?? [], fleet.TagSpecifications,
            fleet.TargetCapacitySpecification?.TargetCapacityUnitType, at);

    /// <summary>All pools of templates and their overrides.</summary>
    public static IReadOnlyList<FleetPool> Of(
        List<FleetLaunchTemplateConfigRequest> configs, List<TagSpecification>? tags, string? unit, WorldView at)
    {
        var pools = new List<FleetPool>();
        for (var i = 0; i < configs.Count; i++) pools.AddRange(Of(configs[i], i, tags, unit, at));
        return pools;
    }

    /// <summary>A pool of a launch that is complete but for the count.</summary>
    public static FleetPool Of(PoolPlace place, RunInstancesRequest request, double? weight, string? unit, WorldView at)
    {
        var type = request.InstanceType is { } name ? InstanceTypeCatalogue.Find(name) : null;
        return new(place, request)
        {
            Type = type,
            Zone = ZoneOf(request, at),
            Weight = weight ?? unit switch
            {
                TargetCapacityUnitType.Vcpu when type is not null => type.Processor.VCpus,
                TargetCapacityUnitType.MemoryMib when type is not null => type.MemoryMiB,
                _ => 1,
            },
        };
    }

    /// <summary>What an hour of one instance costs, without a discount or as spot.</summary>
    public decimal Price(string lifecycle, WorldView at)
    {
        if (Type is null || RegionCatalogue.Find(at.Region) is not { } region) return decimal.MaxValue / 1_000_000;
        return lifecycle == "spot"
            ? SpotPrices.At(Type, Zone ?? region.AvailabilityZones[0], Linux, at.Now).Price
            : SpotPrices.OnDemand(Type, region, Linux);
    }

    /// <summary>Whether price protection lets instances of this kind be launched in it.</summary>
    public bool Allows(string lifecycle, WorldView at) =>
        Type is null || Protection?.Allows(Type, lifecycle, Price(lifecycle, at)) != false;

    private static IEnumerable<FleetPool> Of(
        FleetLaunchTemplateConfigRequest config, int index, List<TagSpecification>? tags, string? unit, WorldView at)
    {
        var named = config.LaunchTemplateSpecification
            ?? throw CommonErrors.MissingParameter("LaunchTemplateSpecification");
        var template = ChosenTemplate.Of(at, named.LaunchTemplateId, named.LaunchTemplateName);
        var version = ChosenTemplate.Version(at, template, named.Version);
        if (config.Overrides is not { Count: > 0 } overrides)
        {
            var bare = new FleetLaunchTemplateOverridesRequest();
            var (found, protection) = Types(bare, version.Data, unit, at);
            foreach (var type in found)
                yield return One(new(index, -1), bare, type, version, tags, unit, at) with { Protection = protection };
            yield break;
        }

        for (var i = 0; i < overrides.Count; i++)
        {
            var (found, protection) = Types(overrides[i], version.Data, unit, at);
            foreach (var type in found)
                yield return One(new(index, i), overrides[i], type, version, tags, unit, at) with
                {
                    Protection = protection,
                };
        }
    }

    /// <summary>The type named, or all that satisfy the requirements; null for the template's own.</summary>
    private static (IReadOnlyList<string?> Names, PriceProtection? Protection) Types(
        FleetLaunchTemplateOverridesRequest over, RequestLaunchTemplateData data, string? unit, WorldView at)
    {
        if (over.InstanceType is { } type) return ([type], null);
        if ((over.InstanceRequirements ?? (data.InstanceType is null ? data.InstanceRequirements : null)) is not
            { } requirements)
            return ([null], null);
        return TypesFor(requirements, over.ImageId ?? data.ImageId, unit, at);
    }

    /// <summary>The types that satisfy the requirements and run the image, and how dear they may be.</summary>
    public static (IReadOnlyList<string?> Names, PriceProtection Protection) TypesFor(
        InstanceRequirementsRequest requirements, string? imageId, string? unit, WorldView at)
    {
        var image = imageId is null ? null : Images.LaunchImage.Find(at, Images.SsmImage.Resolve(imageId, at));
        var types = InstanceTypes.InstanceRequirements
            .Matching(requirements, [image?.Architecture ?? "x86_64"], at).ToList();
        return ([.. types.Select(type => type.Name)], PriceProtection.Of(requirements, types, unit, at));
    }

    private static FleetPool One(
        PoolPlace place, FleetLaunchTemplateOverridesRequest over, string? type, LaunchTemplateVersionRow version,
        List<TagSpecification>? tags, string? unit, WorldView at)
    {
        var request = TemplateData.Applied(Asked(over, type, at), version.Data);
        // A subnet of an override takes the place of the template's zone.
        if (over.SubnetId is not null && request.Placement is { } placement
            && Asked(over, type, at).Placement?.AvailabilityZone is not { Length: > 0 })
            (placement.AvailabilityZone, placement.AvailabilityZoneId) =
                (at.Find<SubnetRow>(over.SubnetId)?.AvailabilityZone, null);
        if (request.NetworkInterfaces is { Count: > 0 } interfaces && over.SubnetId is not null)
            interfaces.ForEach(one => one.SubnetId = over.SubnetId);
        else if (over.SubnetId is not null)
            request.SubnetId = over.SubnetId;
        request.TagSpecifications =
        [
            .. request.TagSpecifications ?? [],
            .. (tags ?? []).Where(one => one.ResourceType
                is ResourceType.Instance or ResourceType.Volume or ResourceType.NetworkInterface),
        ];
        request.LaunchTemplate = new()
        {
            LaunchTemplateId = version.TemplateId,
            Version = version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return Of(place, request, over.WeightedCapacity, unit, at) with
        {
            Priority = over.Priority ?? double.MaxValue,
            MaxPrice = over.MaxPrice,
        };
    }

    private static RunInstancesRequest Asked(FleetLaunchTemplateOverridesRequest over, string? type, WorldView at)
    {
        var zone = over.AvailabilityZone ?? ZoneName(over.AvailabilityZoneId, at);
        var place = over.Placement;
        var placement = zone is null ? place : new Placement
        {
            AvailabilityZone = zone,
            GroupName = place?.GroupName,
            GroupId = place?.GroupId,
            PartitionNumber = place?.PartitionNumber,
            Tenancy = place?.Tenancy,
            HostId = place?.HostId,
            Affinity = place?.Affinity,
            HostResourceGroupArn = place?.HostResourceGroupArn,
            SpreadDomain = place?.SpreadDomain,
        };
        return new()
        {
            MinCount = 1,
            InstanceType = type,
            ImageId = over.ImageId,
            Placement = placement,
            BlockDeviceMappings = over.BlockDeviceMappings is { Count: > 0 } devices ? [.. devices.Select(Device)] : [],
        };
    }

    private static BlockDeviceMapping Device(FleetBlockDeviceMappingRequest asked) => new()
    {
        DeviceName = asked.DeviceName,
        VirtualName = asked.VirtualName,
        NoDevice = asked.NoDevice,
        Ebs = asked.Ebs is not { } ebs ? null : new()
        {
            DeleteOnTermination = ebs.DeleteOnTermination,
            Encrypted = ebs.Encrypted,
            Iops = ebs.Iops,
            KmsKeyId = ebs.KmsKeyId,
            SnapshotId = ebs.SnapshotId,
            Throughput = ebs.Throughput,
            VolumeSize = ebs.VolumeSize,
            VolumeType = ebs.VolumeType,
        },
    };

    private static string? ZoneName(string? zoneId, WorldView at) =>
        zoneId is null ? null : RegionCatalogue.Find(at.Region)?.FindZone(zoneId)?.ZoneName;

    private static ZoneFacts? ZoneOf(RunInstancesRequest request, WorldView at)
    {
        var subnetId = request.SubnetId ?? request.NetworkInterfaces?.Find(one => one.SubnetId is not null)?.SubnetId;
        var zone = subnetId is null
            ? request.Placement?.AvailabilityZone is { Length: > 0 } named ? named
                : request.Placement?.AvailabilityZoneId
            : at.Find<SubnetRow>(subnetId)?.AvailabilityZone;
        return string.IsNullOrEmpty(zone) ? null : RegionCatalogue.Find(at.Region)?.FindZone(zone);
    }
}
