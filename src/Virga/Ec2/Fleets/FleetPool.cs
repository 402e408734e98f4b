using Virga.Ec2.InstanceTypes;
using Virga.Ec2.LaunchTemplates;
using Virga.Ec2.SpotInstances;
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
    private const string Linux = "Linux/UNIX";

    public required double Weight { get; init; }

    /// <summary>Lower is taken first where the strategy says "prioritized".</summary>
    public double Priority { get; init; } = double.MaxValue;

    /// <summary>All pools of a fleet, those that a strategy prefers first.</summary>
    public static IReadOnlyList<FleetPool> Of(CreateFleetRequest fleet, string? strategy, WorldView at)
    {
        var pools = new List<FleetPool>();
        var configs = fleet.LaunchTemplateConfigs ?? [];
        for (var i = 0; i < configs.Count; i++) pools.AddRange(Of(configs[i], i, fleet, at));
        return strategy?.EndsWith("prioritized", StringComparison.Ordinal) == true
            ? [.. pools.OrderBy(pool => pool.Priority)]
            : [.. pools.OrderBy(pool => pool.PricePerUnit(at))];
    }

    private static IEnumerable<FleetPool> Of(
        FleetLaunchTemplateConfigRequest config, int index, CreateFleetRequest fleet, WorldView at)
    {
        var named = config.LaunchTemplateSpecification
            ?? throw CommonErrors.MissingParameter("LaunchTemplateSpecification");
        var template = ChosenTemplate.Of(at, named.LaunchTemplateId, named.LaunchTemplateName);
        var version = ChosenTemplate.Version(at, template, named.Version);
        if (config.Overrides is not { Count: > 0 } overrides)
        {
            var bare = new FleetLaunchTemplateOverridesRequest();
            foreach (var type in Types(bare, version.Data, at))
                yield return One(new(index, -1), bare, type, version, fleet);
            yield break;
        }

        for (var i = 0; i < overrides.Count; i++)
        {
            foreach (var type in Types(overrides[i], version.Data, at))
                yield return One(new(index, i), overrides[i], type, version, fleet);
        }
    }

    /// <summary>The type named, or all that satisfy the requirements; null for the template's own.</summary>
    private static IEnumerable<string?> Types(
        FleetLaunchTemplateOverridesRequest over, RequestLaunchTemplateData data, WorldView at)
    {
        if (over.InstanceType is { } type) return [type];
        if ((over.InstanceRequirements ?? (data.InstanceType is null ? data.InstanceRequirements : null)) is not
            { } requirements)
            return [null];
        var imageId = over.ImageId ?? data.ImageId;
        var image = imageId is null ? null : Images.LaunchImage.Find(at, imageId);
        return InstanceTypes.InstanceRequirements.Matching(requirements, [image?.Architecture ?? "x86_64"], at)
            .Select(match => match.Name);
    }

    private static FleetPool One(
        PoolPlace place, FleetLaunchTemplateOverridesRequest over, string? type, LaunchTemplateVersionRow version,
        CreateFleetRequest fleet)
    {
        var asked = new RunInstancesRequest
        {
            MinCount = 1,
            InstanceType = type,
            ImageId = over.ImageId,
            Placement = over.AvailabilityZone is null
                ? over.Placement
                : new() { AvailabilityZone = over.AvailabilityZone, GroupName = over.Placement?.GroupName },
        };
        var request = TemplateData.Applied(asked, version.Data);
        if (request.NetworkInterfaces is { Count: > 0 } interfaces && over.SubnetId is not null)
            interfaces.ForEach(one => one.SubnetId = over.SubnetId);
        else
            request.SubnetId = over.SubnetId;
        request.TagSpecifications =
        [
            .. request.TagSpecifications ?? [],
            .. (fleet.TagSpecifications ?? []).Where(one => one.ResourceType
                is ResourceType.Instance or ResourceType.Volume or ResourceType.NetworkInterface),
        ];
        request.LaunchTemplate = new()
        {
            LaunchTemplateId = version.TemplateId,
            Version = version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return new(place, request)
        {
            Weight = over.WeightedCapacity ?? 1,
            Priority = over.Priority ?? double.MaxValue,
        };
    }

    private decimal PricePerUnit(WorldView at)
    {
        if (Request.InstanceType is not { } name || InstanceTypeCatalogue.Find(name) is not { } type
            || RegionCatalogue.Find(at.Region) is not { } region)
            return decimal.MaxValue;
        return SpotPrices.OnDemand(type, region, Linux) / (decimal)Weight;
    }
}
