using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// The part of the requirements that is about accelerators. Without one a type may have any (API Reference,
/// "InstanceRequirementsRequest").
/// </summary>
internal static class InstanceAccelerators
{
    public static bool Fit(InstanceRequirementsRequest asked, InstanceTypeFacts type)
    {
        var all = Of(type).ToList();
        return HasCount(asked.AcceleratorCount, all)
            && HasMemory(asked.AcceleratorTotalMemoryMiB, all)
            && Has(asked.AcceleratorTypes, all.Select(one => one.Kind))
            && Has(asked.AcceleratorManufacturers, all.Select(one => one.Device.Manufacturer.ToLowerInvariant()))
            && Has(asked.AcceleratorNames, all.Select(one => one.Device.Name.ToLowerInvariant().Replace(' ', '-')));
    }

    private static bool HasCount(AcceleratorCountRequest? asked, List<Accelerator> all) =>
        asked is null || InstanceRequirements.IsWithin(all.Sum(one => one.Device.Count), asked.Min, asked.Max);

    private static bool HasMemory(AcceleratorTotalMemoryMiBRequest? asked, List<Accelerator> all) =>
        asked is null
        || InstanceRequirements.IsWithin(all.Sum(one => one.Device.TotalMemoryMiB), asked.Min, asked.Max);

    private static bool Has(List<string>? wanted, IEnumerable<string> values)
    {
        if (wanted is not { Count: > 0 }) return true;
        return values.Any(wanted.Contains);
    }

    private static IEnumerable<Accelerator> Of(InstanceTypeFacts type) =>
        type.Gpus.Select(one => new Accelerator(AcceleratorType.Gpu, one))
            .Concat(type.Fpgas.Select(one => new Accelerator(AcceleratorType.Fpga, one)))
            .Concat(type.InferenceAccelerators.Select(one => new Accelerator(AcceleratorType.Inference, one)))
            .Concat(type.NeuronDevices.Select(one => new Accelerator(AcceleratorType.Inference, one)));

    private sealed record Accelerator(string Kind, DeviceFacts Device);
}
