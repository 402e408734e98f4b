using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.InstanceTypes;

public sealed class DescribeInstanceTypesTests
{
    [Fact]
    public void A_type_has_its_facts()
    {
        using var world = new TestWorld();

        var type = Assert.Single(world.Run<DescribeInstanceTypesResult>(
            "DescribeInstanceTypes", new DescribeInstanceTypesRequest { InstanceTypes = ["t3.micro"] }).InstanceTypes!);

        Assert.Equal(2, type.VCpuInfo!.DefaultVCpus);
        Assert.Equal(1024, type.MemoryInfo!.SizeInMiB);
        Assert.Equal("nitro", type.Hypervisor);
        Assert.Equal(["x86_64"], type.ProcessorInfo!.SupportedArchitectures);
        Assert.True(type.BurstablePerformanceSupported);
    }

    [Fact]
    public void An_unknown_type_is_named_in_the_error()
    {
        using var world = new TestWorld();

        var error = world.Fail(
            "DescribeInstanceTypes", new DescribeInstanceTypesRequest { InstanceTypes = ["t3.micro", "z9.huge"] });

        Assert.Equal("InvalidInstanceType", error.Code);
        Assert.Equal("The following supplied instance types do not exist: [z9.huge]", error.Message);
    }

    [Fact]
    public void Requirements_choose_types_between_their_bounds()
    {
        using var world = new TestWorld();

        var names = world.Run<GetInstanceTypesFromInstanceRequirementsResult>(
            "GetInstanceTypesFromInstanceRequirements",
            new GetInstanceTypesFromInstanceRequirementsRequest
            {
                ArchitectureTypes = ["arm64"],
                VirtualizationTypes = ["hvm"],
                InstanceRequirements = new()
                {
                    VCpuCount = new() { Min = 2, Max = 2 },
                    MemoryMiB = new() { Min = 8192, Max = 8192 },
                    InstanceGenerations = ["current"],
                },
            }).InstanceTypes!.ConvertAll(type => type.InstanceType);

        Assert.Contains("m7g.large", names);
        Assert.DoesNotContain("t4g.large", names);
        Assert.DoesNotContain("m7i.large", names);
    }

    [Fact]
    public void Offerings_by_zone_name_zones_of_the_region()
    {
        using var world = new TestWorld();

        var offerings = world.Run<DescribeInstanceTypeOfferingsResult>(
            "DescribeInstanceTypeOfferings",
            new DescribeInstanceTypeOfferingsRequest
            {
                LocationType = LocationType.AvailabilityZone,
                Filters = [new() { Name = "instance-type", Values = ["t3.micro"] }],
            }).InstanceTypeOfferings!;

        Assert.Contains(offerings, one => one.Location == "us-east-1a");
        Assert.All(offerings, one => Assert.StartsWith("us-east-1", one.Location, StringComparison.Ordinal));
    }
}
