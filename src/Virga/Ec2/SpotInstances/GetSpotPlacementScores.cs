using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Scores regions, or zones, by the likelihood of spot capacity; at most ten, the best first (API Reference).
/// </summary>
internal sealed class GetSpotPlacementScores : IQuery<GetSpotPlacementScoresRequest, GetSpotPlacementScoresResult>
{
    private const int MaxRecommendations = 10;

    /// <summary>Fewer types than this get a low score: User Guide, "Spot placement score", limitations.</summary>
    private const int EnoughTypes = 3;

    private const int LowScore = 3;

    public static GetSpotPlacementScoresResult Run(GetSpotPlacementScoresRequest input, WorldView at)
    {
        if (input.TargetCapacity is not >= 1)
            throw CommonErrors.InvalidParameterValue("The target capacity must be at least 1.");
        var types = Types(input, at);
        var isByZone = input.SingleAvailabilityZone == true;
        var scores =
            from region in Regions(input, at)
            from zone in isByZone ? region.AvailabilityZones.AsEnumerable() : [region.AvailabilityZones[0]]
            let sold = types.FindAll(type => isByZone
                ? InstanceTypeOfferings.IsOffered(zone, type.Name)
                : InstanceTypeOfferings.IsOffered(region, type.Name))
            where sold.Count > 0
            let score = Score(sold, isByZone ? zone.ZoneId : region.Name, input)
            orderby score descending
            select new SpotPlacementScore
            {
                Region = region.Name, AvailabilityZoneId = isByZone ? zone.ZoneId : null, Score = score,
            };
        var page = PageToken.Slice(
            scores.Take(MaxRecommendations).ToList(), input.MaxResults, input.NextToken);
        return new() { SpotPlacementScores = page.Items, NextToken = page.NextToken };
    }

    private static int Score(List<InstanceTypeFacts> types, string place, GetSpotPlacementScoresRequest input)
    {
        var best = types.Max(type => SpotScores.Of(type, place, Count(type, input)));
        return types.Count < EnoughTypes ? Math.Min(best, LowScore) : best;
    }

    private static double Count(InstanceTypeFacts type, GetSpotPlacementScoresRequest input) =>
        input.TargetCapacityUnitType switch
        {
            TargetCapacityUnitType.Vcpu => input.TargetCapacity!.Value / (double)type.Processor.VCpus,
            TargetCapacityUnitType.MemoryMib => input.TargetCapacity!.Value / (double)type.MemoryMiB,
            _ => input.TargetCapacity!.Value,
        };

    private static List<InstanceTypeFacts> Types(GetSpotPlacementScoresRequest input, WorldView at)
    {
        if (input.InstanceTypes is { Count: > 0 } names)
            return names.ConvertAll(name => InstanceTypeCatalogue.Find(name)
                ?? throw CommonErrors.InvalidParameterValue($"Invalid value '{name}' for InstanceType."));
        var asked = input.InstanceRequirementsWithMetadata
            ?? throw CommonErrors.MissingParameter("InstanceTypes/InstanceRequirementsWithMetadata");
        var architectures = asked.ArchitectureTypes is { Count: > 0 } named ? named : ["x86_64"];
        return [.. InstanceTypes.InstanceRequirements.Matching(
            asked.InstanceRequirements ?? throw CommonErrors.MissingParameter("InstanceRequirements"),
            architectures, at)];
    }

    private static IEnumerable<RegionFacts> Regions(GetSpotPlacementScoresRequest input, WorldView at)
    {
        if (input.RegionNames is { Count: > 0 } names)
            return names.Select(name => RegionCatalogue.Find(name)
                ?? throw CommonErrors.InvalidParameterValue($"Invalid region name '{name}'."));
        return RegionCatalogue.In(PartitionFacts.OfRegion(at.Region).Name)
            .Where(region => !region.IsOptInRequired && region.AvailabilityZones.Count > 0);
    }
}
