using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.InstanceTypes;

/// <summary>
/// Two dozen types that everybody knows, as AWS's pages of instance types state them
/// (aws.amazon.com/ec2/instance-types,
/// 2025), typed by hand and not made from the table's own source.
/// </summary>
public sealed class WellKnownTypesTests
{
    [Theory]
    [InlineData("t2.micro", 1, 1_024, "x86_64", true, 0, 0)]
    [InlineData("t3.micro", 2, 1_024, "x86_64", true, 0, 0)]
    [InlineData("t3.medium", 2, 4_096, "x86_64", true, 0, 0)]
    [InlineData("t4g.small", 2, 2_048, "arm64", true, 0, 0)]
    [InlineData("m5.large", 2, 8_192, "x86_64", false, 0, 0)]
    [InlineData("m5.24xlarge", 96, 393_216, "x86_64", false, 0, 0)]
    [InlineData("m6i.xlarge", 4, 16_384, "x86_64", false, 0, 0)]
    [InlineData("m7g.2xlarge", 8, 32_768, "arm64", false, 0, 0)]
    [InlineData("c5.large", 2, 4_096, "x86_64", false, 0, 0)]
    [InlineData("c5n.18xlarge", 72, 196_608, "x86_64", false, 0, 0)]
    [InlineData("c6g.medium", 1, 2_048, "arm64", false, 0, 0)]
    [InlineData("c7i.4xlarge", 16, 32_768, "x86_64", false, 0, 0)]
    [InlineData("r5.large", 2, 16_384, "x86_64", false, 0, 0)]
    [InlineData("r6g.16xlarge", 64, 524_288, "arm64", false, 0, 0)]
    [InlineData("x1e.32xlarge", 128, 3_997_696, "x86_64", false, 0, 3_840)]
    [InlineData("i3.large", 2, 15_616, "x86_64", false, 0, 475)]
    [InlineData("i4i.large", 2, 16_384, "x86_64", false, 0, 468)]
    [InlineData("g4dn.xlarge", 4, 16_384, "x86_64", false, 1, 125)]
    [InlineData("g5.xlarge", 4, 16_384, "x86_64", false, 1, 250)]
    [InlineData("p5.48xlarge", 192, 2_097_152, "x86_64", false, 8, 30_400)]
    [InlineData("u-6tb1.112xlarge", 448, 6_291_456, "x86_64", false, 0, 0)]
    [InlineData("mac1.metal", 12, 32_768, "x86_64_mac", false, 0, 0)]
    [InlineData("hpc7g.16xlarge", 64, 131_072, "arm64", false, 0, 0)]
    [InlineData("inf1.xlarge", 4, 8_192, "x86_64", false, 0, 0)]
    public void A_well_known_type_is_as_its_page_says(
        string name, int vCpus, int memoryMiB, string architecture, bool isBurstable, int gpus, int storageGB)
    {
        using var world = new TestWorld();

        var type = Assert.Single(world.Run<DescribeInstanceTypesResult>(
            "DescribeInstanceTypes", new DescribeInstanceTypesRequest { InstanceTypes = [name] }).InstanceTypes!);

        Assert.Equal((vCpus, memoryMiB), (type.VCpuInfo!.DefaultVCpus, type.MemoryInfo!.SizeInMiB));
        Assert.Contains(architecture, type.ProcessorInfo!.SupportedArchitectures!);
        Assert.Equal(isBurstable, type.BurstablePerformanceSupported);
        Assert.Equal(gpus, type.GpuInfo?.Gpus?.Sum(gpu => gpu.Count) ?? 0);
        Assert.Equal(storageGB, type.InstanceStorageInfo?.TotalSizeInGB ?? 0);
    }

    [Fact]
    public void There_are_at_least_seven_hundred()
    {
        using var world = new TestWorld();

        var names = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = world.Run<DescribeInstanceTypesResult>(
                "DescribeInstanceTypes", new DescribeInstanceTypesRequest { NextToken = token });
            names.UnionWith(page.InstanceTypes!.Select(type => type.InstanceType!));
            token = page.NextToken;
        }
        while (token is not null);

        Assert.True(names.Count >= 700, $"{names.Count}");
    }
}
