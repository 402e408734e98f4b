namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// What AWS says about one instance type in DescribeInstanceTypes. Sizes carry AWS's own units: MiB of memory and of
/// accelerators, GB of instance storage, Mbps and MB/s of EBS, Gbps of network.
/// </summary>
internal sealed record InstanceTypeFacts
{
    public required string Name { get; init; }
    public required bool IsCurrentGeneration { get; init; }
    public required bool IsFreeTierEligible { get; init; }
    public required bool IsBareMetal { get; init; }
    public required bool IsBurstable { get; init; }
    public required bool IsHibernationSupported { get; init; }
    public required bool AreDedicatedHostsSupported { get; init; }
    public required bool IsAutoRecoverySupported { get; init; }
    public required bool AreNitroEnclavesSupported { get; init; }

    /// <summary>Whether NitroTPM works; AWS names version 2.0 for every such type.</summary>
    public required bool IsNitroTpmSupported { get; init; }

    /// <summary>Whether the guest sees the host's precise hardware clock (PHC).</summary>
    public required bool IsPhcSupported { get; init; }
    public required bool IsRebootMigrationSupported { get; init; }

    /// <summary><c>on-demand</c>, <c>spot</c>, <c>capacity-block</c>.</summary>
    public required IReadOnlyList<string> UsageClasses { get; init; }
    public required IReadOnlyList<string> RootDeviceTypes { get; init; }
    public required IReadOnlyList<string> VirtualizationTypes { get; init; }

    /// <summary><c>nitro</c> or <c>xen</c>; null on bare metal.</summary>
    public required string? Hypervisor { get; init; }

    /// <summary><c>legacy-bios</c>, <c>uefi</c>.</summary>
    public required IReadOnlyList<string> BootModes { get; init; }

    /// <summary><c>cluster</c>, <c>partition</c>, <c>spread</c>.</summary>
    public required IReadOnlyList<string> PlacementStrategies { get; init; }
    public required ProcessorFacts Processor { get; init; }
    public required int MemoryMiB { get; init; }

    /// <summary>Null for a type without instance storage.</summary>
    public required InstanceStorageFacts? InstanceStorage { get; init; }
    public required EbsFacts Ebs { get; init; }
    public required NetworkFacts Network { get; init; }
    public required IReadOnlyList<DeviceFacts> Gpus { get; init; }

    /// <summary>Memory of all GPUs, as AWS answers it; null without a GPU.</summary>
    public required int? GpuMemoryMiB { get; init; }
    public required IReadOnlyList<DeviceFacts> Fpgas { get; init; }
    public required IReadOnlyList<DeviceFacts> InferenceAccelerators { get; init; }
    public required IReadOnlyList<DeviceFacts> MediaAccelerators { get; init; }
    public required IReadOnlyList<DeviceFacts> NeuronDevices { get; init; }

    /// <summary>What is before the point: <c>m7g</c> of <c>m7g.large</c>.</summary>
    public string Family => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Whether an image of this architecture can run on the type.</summary>
    public bool Runs(string architecture) => Processor.Architectures.Contains(architecture);
}

/// <summary>
/// Processor and its threads. The valid counts are empty where AWS answers none (CPU options not offered).
/// </summary>
internal sealed record ProcessorFacts
{
    /// <summary><c>x86_64</c>, <c>arm64</c>, <c>i386</c>, <c>x86_64_mac</c>, <c>arm64_mac</c>.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }
    public required double? SustainedClockSpeedGhz { get; init; }
    public required string? Manufacturer { get; init; }

    /// <summary><c>amd-sev-snp</c>, <c>nested-virtualization</c>.</summary>
    public required IReadOnlyList<string> Features { get; init; }
    public required int VCpus { get; init; }
    public required int Cores { get; init; }
    public required int ThreadsPerCore { get; init; }
    public required IReadOnlyList<int> ValidCores { get; init; }
    public required IReadOnlyList<int> ValidThreadsPerCore { get; init; }
}

/// <summary>The disks that come with the type.</summary>
/// <param name="Disks">Equal disks once.</param>
/// <param name="NvmeSupport"><c>required</c> or <c>unsupported</c>.</param>
/// <param name="EncryptionSupport"><c>required</c> or <c>unsupported</c>.</param>
internal sealed record InstanceStorageFacts(
    IReadOnlyList<DiskFacts> Disks, string NvmeSupport, string EncryptionSupport)
{
    public int TotalSizeGB => Disks.Sum(disk => disk.Count * disk.SizeGB);
}

/// <summary>Equal disks of a type.</summary>
/// <param name="Count">How many.</param>
/// <param name="SizeGB">Size of one of them.</param>
/// <param name="Type"><c>ssd</c> or <c>hdd</c>.</param>
internal sealed record DiskFacts(int Count, int SizeGB, string Type);

/// <summary>
/// Accelerators of one kind. What only some kinds have is null for the others: partitions and workloads for GPUs,
/// cores for Neuron devices. A count of 0 is a part of one GPU, as AWS answers it.
/// </summary>
internal sealed record DeviceFacts(int Count, string Manufacturer, string Name, int MemoryMiB)
{
    public int? LogicalGpuCount { get; init; }
    public double? GpuPartitionSize { get; init; }
    public IReadOnlyList<string>? Workloads { get; init; }
    public int? NeuronCoreCount { get; init; }
    public int? NeuronCoreVersion { get; init; }
    public int TotalMemoryMiB => Count * MemoryMiB;
}
