using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>The accelerators of a type, as DescribeInstanceTypes shows them; null where there are none.</summary>
internal static class InstanceTypeDeviceView
{
    public static GpuInfo? Gpus(InstanceTypeFacts type) => type.Gpus.Count == 0 ? null : new()
    {
        TotalGpuMemoryInMiB = type.GpuMemoryMiB,
        Gpus = [.. type.Gpus.Select(gpu => new GpuDeviceInfo
        {
            Name = gpu.Name,
            Manufacturer = gpu.Manufacturer,
            Count = gpu.Count,
            LogicalGpuCount = gpu.LogicalGpuCount,
            GpuPartitionSize = gpu.GpuPartitionSize,
            Workloads = gpu.Workloads is null ? null : [.. gpu.Workloads],
            MemoryInfo = new() { SizeInMiB = gpu.MemoryMiB },
        })],
    };

    public static FpgaInfo? Fpgas(InstanceTypeFacts type) => type.Fpgas.Count == 0 ? null : new()
    {
        TotalFpgaMemoryInMiB = Total(type.Fpgas),
        Fpgas = [.. type.Fpgas.Select(one => new FpgaDeviceInfo
        {
            Name = one.Name,
            Manufacturer = one.Manufacturer,
            Count = one.Count,
            MemoryInfo = new() { SizeInMiB = one.MemoryMiB },
        })],
    };

    public static InferenceAcceleratorInfo? Inference(InstanceTypeFacts type) =>
        type.InferenceAccelerators.Count == 0 ? null : new()
        {
            TotalInferenceMemoryInMiB = Total(type.InferenceAccelerators),
            Accelerators = [.. type.InferenceAccelerators.Select(one => new InferenceDeviceInfo
            {
                Name = one.Name,
                Manufacturer = one.Manufacturer,
                Count = one.Count,
                MemoryInfo = new() { SizeInMiB = one.MemoryMiB },
            })],
        };

    public static MediaAcceleratorInfo? Media(InstanceTypeFacts type) =>
        type.MediaAccelerators.Count == 0 ? null : new()
        {
            TotalMediaMemoryInMiB = Total(type.MediaAccelerators),
            Accelerators = [.. type.MediaAccelerators.Select(one => new MediaDeviceInfo
            {
                Name = one.Name,
                Manufacturer = one.Manufacturer,
                Count = one.Count,
                MemoryInfo = new() { SizeInMiB = one.MemoryMiB },
            })],
        };

    public static NeuronInfo? Neuron(InstanceTypeFacts type) => type.NeuronDevices.Count == 0 ? null : new()
    {
        TotalNeuronDeviceMemoryInMiB = Total(type.NeuronDevices),
        NeuronDevices = [.. type.NeuronDevices.Select(one => new NeuronDeviceInfo
        {
            Name = one.Name,
            Count = one.Count,
            CoreInfo = new() { Count = one.NeuronCoreCount, Version = one.NeuronCoreVersion },
            MemoryInfo = new() { SizeInMiB = one.MemoryMiB },
        })],
    };

    private static int Total(IReadOnlyList<DeviceFacts> devices) => devices.Sum(one => one.TotalMemoryMiB);
}
