using Virga.Ec2.Zones;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>An instance type as DescribeInstanceTypes shows it.</summary>
internal static class InstanceTypeView
{
    public static InstanceTypeInfo Of(InstanceTypeFacts type, WorldView at) => new()
    {
        InstanceType = type.Name,
        CurrentGeneration = type.IsCurrentGeneration,
        FreeTierEligible = type.IsFreeTierEligible,
        SupportedUsageClasses = [.. type.UsageClasses],
        SupportedRootDeviceTypes = [.. type.RootDeviceTypes],
        SupportedVirtualizationTypes = [.. type.VirtualizationTypes],
        BareMetal = type.IsBareMetal,
        Hypervisor = type.Hypervisor,
        ProcessorInfo = Processor(type.Processor),
        VCpuInfo = VCpus(type.Processor),
        MemoryInfo = new() { SizeInMiB = type.MemoryMiB },
        InstanceStorageSupported = type.InstanceStorage is not null,
        InstanceStorageInfo = Storage(type.InstanceStorage),
        EbsInfo = InstanceTypeEbsView.Of(type.Ebs),
        NetworkInfo = InstanceTypeNetworkView.Of(type.Network),
        GpuInfo = InstanceTypeDeviceView.Gpus(type),
        FpgaInfo = InstanceTypeDeviceView.Fpgas(type),
        InferenceAcceleratorInfo = InstanceTypeDeviceView.Inference(type),
        MediaAcceleratorInfo = InstanceTypeDeviceView.Media(type),
        NeuronInfo = InstanceTypeDeviceView.Neuron(type),
        PlacementGroupInfo = new() { SupportedStrategies = [.. type.PlacementStrategies] },
        HibernationSupported = type.IsHibernationSupported,
        BurstablePerformanceSupported = type.IsBurstable,
        DedicatedHostsSupported = type.AreDedicatedHostsSupported,
        AutoRecoverySupported = type.IsAutoRecoverySupported,
        SupportedBootModes = [.. type.BootModes],
        NitroEnclavesSupport = Support(type.AreNitroEnclavesSupported),
        NitroTpmSupport = Support(type.IsNitroTpmSupported),
        NitroTpmInfo = type.IsNitroTpmSupported ? new() { SupportedVersions = ["2.0"] } : null,
        PhcSupport = Support(type.IsPhcSupported),
        RebootMigrationSupport = Support(type.IsRebootMigrationSupported),
        SupportedInRegion = IsSold(type.Name, at),
    };

    /// <summary>Whether the caller's region sells the type; a region that nobody knows sells all.</summary>
    public static bool IsSold(string name, WorldView at) =>
        RegionCatalogue.Find(at.Region) is not { } region || InstanceTypeOfferings.IsOffered(region, name);

    private static string Support(bool isSupported) => isSupported ? "supported" : "unsupported";

    private static ProcessorInfo Processor(ProcessorFacts processor) => new()
    {
        SupportedArchitectures = [.. processor.Architectures],
        SustainedClockSpeedInGhz = processor.SustainedClockSpeedGhz,
        SupportedFeatures = processor.Features.Count == 0 ? null : [.. processor.Features],
        Manufacturer = processor.Manufacturer,
    };

    private static VCpuInfo VCpus(ProcessorFacts processor) => new()
    {
        DefaultVCpus = processor.VCpus,
        DefaultCores = processor.Cores,
        DefaultThreadsPerCore = processor.ThreadsPerCore,
        ValidCores = processor.ValidCores.Count == 0 ? null : [.. processor.ValidCores],
        ValidThreadsPerCore = processor.ValidThreadsPerCore.Count == 0 ? null : [.. processor.ValidThreadsPerCore],
    };

    private static InstanceStorageInfo? Storage(InstanceStorageFacts? storage) => storage is null ? null : new()
    {
        TotalSizeInGB = storage.TotalSizeGB,
        Disks = [.. storage.Disks.Select(disk =>
            new DiskInfo { Count = disk.Count, SizeInGB = disk.SizeGB, Type = disk.Type })],
        NvmeSupport = storage.NvmeSupport,
        EncryptionSupport = storage.EncryptionSupport,
    };
}
