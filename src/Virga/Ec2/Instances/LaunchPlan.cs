using Virga.Ec2.Images;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.KeyPairs;
using Virga.Ec2.LaunchTemplates;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Subnets;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// A launch that was checked whole: what each of its instances gets. Nothing is made while it is checked.
/// </summary>
internal sealed record LaunchPlan
{
    private const string DefaultInstanceType = "m1.small";

    public required RunInstancesRequest Request { get; init; }

    public required LaunchImage Image { get; init; }

    public required InstanceTypeFacts Type { get; init; }

    /// <summary>The interface at device index 0 and those after it.</summary>
    public required IReadOnlyList<LaunchInterface> Interfaces { get; init; }

    public required IReadOnlyList<LaunchVolume> Volumes { get; init; }

    /// <summary>The backend that runs it: the image's, when this run has it, else a simulation.</summary>
    public required string Backend { get; init; }

    public required int MinCount { get; init; }

    public required int MaxCount { get; init; }

    /// <summary>The fleet that launches, or null.</summary>
    public string? FleetId { get; init; }

    /// <summary>The spot request that is fulfilled by it; null for a launch that makes its own.</summary>
    public string? SpotRequestId { get; init; }

    /// <summary>Whether AWS may take the instances back.</summary>
    public bool IsSpot => Request.InstanceMarketOptions?.MarketType == MarketType.Spot;

    /// <exception cref="AwsException">The launch cannot be.</exception>
    public static LaunchPlan Of(RunInstancesRequest input, Change change)
    {
        input = TemplateData.Resolved(input, change);
        CheckCounts(input);
        var image = LaunchImageOf(input, change);
        var type = TypeOf(input, change, image);
        if (input.KeyName is { } key && KeyPairRow.FindByName(change, key) is null)
            throw Ec2Errors.KeyPairNotFound(key);
        SpotRules.Check(input, type, change);
        LaunchRules.Check(input, type);
        BandwidthRules.Check(type, input.NetworkPerformanceOptions?.BandwidthWeighting);
        var interfaces = LaunchInterfaces.Of(input, change);
        LaunchPlacement.Check(input, type, interfaces, change);
        var volumes = LaunchVolumes.Of(input, image, change);
        LaunchPlacement.CheckVolumes(type, volumes.Count);
        if (input.InstanceMarketOptions is { MarketType: MarketType.Spot, SpotOptions.MaxPrice: { } price })
            SpotRules.CheckPrice(
                price, type, interfaces[0].Subnet.AvailabilityZone, image.Platform.Details, change);
        return new()
        {
            Request = input,
            Image = image,
            Type = type,
            Interfaces = interfaces,
            Volumes = volumes,
            Backend = image.Backend is { } backend && change.Rules.Backends.Contains(backend) ? backend : "mock",
            MinCount = input.MinCount!.Value,
            MaxCount = input.MaxCount!.Value,
        };
    }

    private static void CheckCounts(RunInstancesRequest input)
    {
        var least = input.MinCount ?? throw CommonErrors.MissingParameter("MinCount");
        var most = input.MaxCount ?? throw CommonErrors.MissingParameter("MaxCount");
        if (least < 1)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({least}) for parameter minCount is invalid. Expected a positive integer.");
        if (most < least)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({least}) for parameter minCount is invalid. Should be less than or equal to maxCount.");
    }

    private static LaunchImage LaunchImageOf(RunInstancesRequest input, WorldView at)
    {
        var id = SsmImage.Resolve(input.ImageId ?? throw CommonErrors.MissingParameter("ImageId"), at);
        if (LaunchImage.Find(at, id) is { } image)
            return AllowedImages.MayUse(at, id) ? image : throw Ec2Errors.AmiNotAllowed(id);
        if (at.Rules.UnknownAmiGetsDefault && LaunchImage.Find(at, at.Rules.DefaultAmi) is { } standIn)
            return standIn with { ImageId = id };
        throw Ids.IsWellFormed("ami", id) ? Ec2Errors.AmiNotFound(id) : Ec2Errors.AmiMalformed(id);
    }

    private static InstanceTypeFacts TypeOf(RunInstancesRequest input, WorldView at, LaunchImage image)
    {
        var name = input.InstanceType ?? DefaultInstanceType;
        var type = InstanceTypeCatalogue.Find(name)
            ?? throw CommonErrors.InvalidParameterValue($"Invalid value '{name}' for InstanceType.");
        if (RegionCatalogue.Find(at.Region) is { } region && !InstanceTypeOfferings.IsOffered(region, name))
            throw new AwsException("Unsupported", "The requested configuration is currently not supported. Please "
                + "check the documentation for supported configurations.");
        return type.Runs(image.Architecture)
            ? type
            : throw Ec2Errors.ArchitectureMismatch(type.Processor.Architectures[^1], image.Architecture);
    }
}
