using Virga.Ec2.InstanceTypes;
using Xunit;

namespace Virga.Tests.Ec2.InstanceTypes;

public sealed class InstanceTypeCatalogueTests
{
    private static InstanceTypeFacts Type(string name) =>
        InstanceTypeCatalogue.Find(name) ?? throw new InvalidOperationException(name);

    [Fact]
    public void It_holds_every_type_of_the_recording() => Assert.Equal(1263, InstanceTypeCatalogue.All().Count());

    [Fact]
    public void T3_micro_is_two_burstable_threads_and_one_gibibyte()
    {
        var type = Type("t3.micro");
        Assert.Equal(1024, type.MemoryMiB);
        Assert.Equal((2, 1, 2), (type.Processor.VCpus, type.Processor.Cores, type.Processor.ThreadsPerCore));
        Assert.Equal(["x86_64"], type.Processor.Architectures);
        Assert.Equal([1], type.Processor.ValidCores);
        Assert.Equal([1, 2], type.Processor.ValidThreadsPerCore);
        Assert.Equal(2.5, type.Processor.SustainedClockSpeedGhz);
        Assert.True(type.IsBurstable && type.IsCurrentGeneration && type.IsFreeTierEligible);
        Assert.True(type.IsHibernationSupported);
        Assert.False(type.IsBareMetal || type.Network.IsEnaSrdSupported);
        Assert.Equal("nitro", type.Hypervisor);
        Assert.Equal(["legacy-bios", "uefi"], type.BootModes);
        Assert.Equal(["partition", "spread"], type.PlacementStrategies);
        Assert.Equal(["on-demand", "spot"], type.UsageClasses);
        Assert.Null(type.InstanceStorage);
        Assert.Equal(("Up to 5 Gigabit", 2, 2, 2),
            (type.Network.Performance, type.Network.MaximumInterfaces, type.Network.Ipv4AddressesPerInterface,
                type.Network.Ipv6AddressesPerInterface));
        Assert.Equal(new EbsPerformanceFacts(87, 500, 2085, 11800), type.Ebs.Performance);
        Assert.Equal(10.875, type.Ebs.Performance!.BaselineThroughputMBps);
        Assert.Equal(260.625, type.Ebs.Performance.MaximumThroughputMBps);
    }

    [Fact]
    public void Graviton_is_arm64_only()
    {
        Assert.Equal(["arm64"], Type("m7g.large").Processor.Architectures);
        Assert.Equal("AWS", Type("m7g.large").Processor.Manufacturer);
        Assert.True(Type("m7g.large").Runs("arm64"));
        Assert.False(Type("m7g.large").Runs("x86_64"));
        Assert.Equal("m7g", Type("m7g.large").Family);
    }

    [Fact]
    public void P4d_has_eight_A100_four_network_cards_and_eight_disks()
    {
        var type = Type("p4d.24xlarge");
        var gpu = Assert.Single(type.Gpus);
        Assert.Equal((8, "NVIDIA", "A100", 40960), (gpu.Count, gpu.Manufacturer, gpu.Name, gpu.MemoryMiB));
        Assert.Equal(327680, type.GpuMemoryMiB);
        Assert.Equal(4, type.Network.Cards.Count);
        Assert.All(type.Network.Cards, card =>
            Assert.Equal(("100 Gigabit", 15), (card.Performance, card.MaximumInterfaces)));
        Assert.Equal(4, type.Network.MaximumEfaInterfaces);
        Assert.Equal(8000, type.InstanceStorage!.TotalSizeGB);
        Assert.Equal(["capacity-block", "on-demand", "spot"], type.UsageClasses);
        Assert.Equal(Enumerable.Range(1, 24).Select(cores => cores * 2), type.Processor.ValidCores);
    }

    [Fact]
    public void Parts_of_a_gpu_count_as_none_but_have_memory()
    {
        var type = Type("g6f.large");
        Assert.Equal((0, 0.125, 2861), (type.Gpus[0].Count, type.Gpus[0].GpuPartitionSize, type.GpuMemoryMiB));
    }

    [Fact]
    public void Other_accelerators_are_told_apart()
    {
        var neuron = Type("inf1.24xlarge").NeuronDevices[0];
        Assert.Equal((16, 4, 1), (neuron.Count, neuron.NeuronCoreCount, neuron.NeuronCoreVersion));
        Assert.Equal("Inferentia", Type("inf1.24xlarge").InferenceAccelerators[0].Name);
        Assert.Equal(655360, Type("f2.48xlarge").Fpgas.Sum(fpga => fpga.TotalMemoryMiB));
        Assert.Equal("U30", Type("vt1.3xlarge").MediaAccelerators[0].Name);
    }

    [Fact]
    public void Old_and_bare_types_lack_what_AWS_does_not_answer_for_them()
    {
        Assert.Null(Type("m5.metal").Hypervisor);
        Assert.Empty(Type("m5.metal").Processor.ValidCores);
        Assert.Equal("xen", Type("t1.micro").Hypervisor);
        Assert.Equal(["i386", "x86_64"], Type("t1.micro").Processor.Architectures);
        Assert.Null(Type("t1.micro").Ebs.Performance);
        Assert.Equal("unsupported", Type("t1.micro").Ebs.OptimizedSupport);
        Assert.Equal(["hvm", "paravirtual"], Type("m1.small").VirtualizationTypes);
        Assert.Equal(["ebs", "instance-store"], Type("m1.small").RootDeviceTypes);
    }

    [Fact]
    public void Ebs_throughput_with_more_digits_than_its_bandwidth_is_kept() =>
        Assert.Equal(288.3875, Type("i3en.2xlarge").Ebs.Performance!.BaselineThroughputMBps);

    [Fact]
    public void Every_type_makes_sense()
    {
        Assert.All(InstanceTypeCatalogue.All(), type =>
        {
            Assert.Equal(type.Processor.VCpus, type.Processor.Cores * type.Processor.ThreadsPerCore);
            Assert.True(type.MemoryMiB > 0 && type.Processor.VCpus > 0, type.Name);
            Assert.True(type.Network.MaximumInterfaces >= type.Network.Cards.Count, type.Name);
            Assert.NotEmpty(type.Processor.Architectures);
            Assert.NotEmpty(type.Network.Cards);
            Assert.Equal(type.IsBareMetal, type.Hypervisor is null);
            Assert.Equal(type.Gpus.Count > 0, type.GpuMemoryMiB is not null);
            Assert.True(type.Processor.ValidCores.Count == 0
                || type.Processor.ValidCores[^1] == type.Processor.Cores, type.Name);
        });
    }

    [Fact]
    public void A_type_that_is_asked_for_twice_is_the_same() => Assert.Same(Type("c5.large"), Type("c5.large"));

    [Fact]
    public void An_unknown_type_is_not_found() => Assert.Null(InstanceTypeCatalogue.Find("t3.mikro"));
}
