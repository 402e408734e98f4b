using Virga.Ec2.Fleets;
using Virga.Ec2.InstanceTypes;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Zones;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Fleets;

/// <summary>Types that requirements choose are no dearer than the request allows.</summary>
public sealed class PriceProtectionTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void Types_are_no_dearer_than_the_cheapest_of_the_usual_families_and_a_part()
    {
        var types = Types();
        var lowest = types.Where(type => type.IsCurrentGeneration && type.Name[0] is 'c' or 'm' or 'r').Min(OnDemand);

        var byDefault = Allowed(new(), "on-demand");
        var narrow = Allowed(new() { OnDemandMaxPricePercentageOverLowestPrice = 5 }, "on-demand");
        var all = Allowed(new() { OnDemandMaxPricePercentageOverLowestPrice = 999_999 }, "on-demand");

        Assert.All(byDefault, type => Assert.True(OnDemand(type) <= lowest * 1.2m));
        Assert.InRange(narrow.Count, 1, byDefault.Count);
        Assert.Equal(types.Count, all.Count);
        Assert.True(byDefault.Count < all.Count);
        Assert.Equal(types.Count, Allowed(new(), "spot").Count);
        Assert.All(
            Allowed(new() { MaxSpotPriceAsPercentageOfOptimalOnDemandPrice = 40 }, "spot"),
            type => Assert.True(Spot(type) <= lowest * 0.4m));
        Assert.True(Allowed(new() { SpotMaxPricePercentageOverLowestPrice = 1 }, "spot").Count < types.Count);
    }

    [Fact]
    public void A_fleet_launches_what_is_allowed_and_refuses_what_it_cannot_judge()
    {
        var template = FleetCases.Template(world);
        var request = FleetCases.Fleet(template, 3);
        request.Type = "instant";
        request.LaunchTemplateConfigs![0].Overrides = [new() { InstanceRequirements = Wish(new()) }];

        var made = world.Run<CreateFleetResult>("CreateFleet", request);
        Assert.Empty(made.Errors ?? []);
        var allowed = Allowed(new(), "on-demand").Select(type => type.Name).ToList();
        Assert.All(made.Instances!, one => Assert.Contains(one.InstanceType, allowed));

        request.LaunchTemplateConfigs[0].Overrides![0].InstanceRequirements!.BaselinePerformanceFactors = new();
        Assert.Equal("UnsupportedOperation", world.Fail("CreateFleet", request).Code);
        request.LaunchTemplateConfigs[0].Overrides =
        [
            new()
            {
                InstanceRequirements = Wish(new()
                {
                    SpotMaxPricePercentageOverLowestPrice = 1, MaxSpotPriceAsPercentageOfOptimalOnDemandPrice = 1,
                }),
            },
        ];
        Assert.Equal("InvalidParameterCombination", world.Fail("CreateFleet", request).Code);
    }

    public void Dispose() => world.Dispose();

    private static InstanceRequirementsRequest Wish(InstanceRequirementsRequest more)
    {
        more.VCpuCount = new() { Min = 2, Max = 4 };
        more.MemoryMiB = new() { Min = 4_096, Max = 16_384 };
        return more;
    }

    private List<InstanceTypeFacts> Types() =>
        [.. Virga.Ec2.InstanceTypes.InstanceRequirements.Matching(Wish(new()), ["x86_64"], world.View)];

    private List<InstanceTypeFacts> Allowed(InstanceRequirementsRequest asked, string lifecycle)
    {
        var types = Types();
        var protection = PriceProtection.Of(Wish(asked), types, unit: null, world.View);
        return types.FindAll(type =>
            protection.Allows(type, lifecycle, lifecycle == "spot" ? Spot(type) : OnDemand(type)));
    }

    private static RegionFacts Region => RegionCatalogue.Find("us-east-1")!;

    private static decimal OnDemand(InstanceTypeFacts type) => SpotPrices.OnDemand(type, Region, FleetPool.Linux);

    private decimal Spot(InstanceTypeFacts type) => SpotPrices.At(
        type, Region.AvailabilityZones[0], FleetPool.Linux, world.Clock.GetUtcNow()).Price;
}
