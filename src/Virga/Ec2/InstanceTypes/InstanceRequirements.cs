using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>
/// Attribute-based type selection: which types satisfy a set of requirements. Defaults (no bare metal, no burstable
/// types, current and previous generations) are the API Reference's, "InstanceRequirementsRequest". Price protection is
/// for fleets only, where <see cref="Fleets.PriceProtection"/> applies it.
/// </summary>
internal static class InstanceRequirements
{
    private const int MiBPerGiB = 1024;

    /// <summary>The types of the region that satisfy everything, in the order of their names.</summary>
    public static IEnumerable<InstanceTypeFacts> Matching(
        InstanceRequirementsRequest asked, IReadOnlyList<string> architectures, WorldView at)
    {
        if (asked.AllowedInstanceTypes is { Count: > 0 } && asked.ExcludedInstanceTypes is { Count: > 0 })
            throw CommonErrors.InvalidParameterCombination(
                "AllowedInstanceTypes and ExcludedInstanceTypes may not be specified together.");
        return InstanceTypeCatalogue.All().Where(type =>
            architectures.Any(type.Runs) && IsNamed(asked, type) && FitsMachine(asked, type)
            && FitsStorage(asked, type) && FitsNetwork(asked, type) && InstanceAccelerators.Fit(asked, type)
            && InstanceTypeView.IsSold(type.Name, at));
    }

    /// <summary>Whether a number lies between two bounds, each of which may be missing.</summary>
    public static bool IsWithin(double value, double? least, double? most) =>
        (least is null || value >= least) && (most is null || value <= most);

    private static bool IsNamed(InstanceRequirementsRequest asked, InstanceTypeFacts type) =>
        (asked.AllowedInstanceTypes is not { Count: > 0 } allowed
            || allowed.Exists(one => Wildcard.IsMatch(one, type.Name)))
        && !(asked.ExcludedInstanceTypes ?? []).Exists(one => Wildcard.IsMatch(one, type.Name));

    private static bool FitsMachine(InstanceRequirementsRequest asked, InstanceTypeFacts type) =>
        IsWithin(type.Processor.VCpus, asked.VCpuCount?.Min, asked.VCpuCount?.Max)
        && IsWithin(type.MemoryMiB, asked.MemoryMiB?.Min, asked.MemoryMiB?.Max)
        && IsWithin(
            (double)type.MemoryMiB / MiBPerGiB / type.Processor.VCpus,
            asked.MemoryGiBPerVCpu?.Min, asked.MemoryGiBPerVCpu?.Max)
        && IsWanted(asked.BareMetal, type.IsBareMetal, BareMetal.Excluded)
        && IsWanted(asked.BurstablePerformance, type.IsBurstable, BurstablePerformance.Excluded)
        && (asked.RequireHibernateSupport != true || type.IsHibernationSupported)
        && IsOneOf(asked.CpuManufacturers, ManufacturerOf(type))
        && IsOneOf(asked.InstanceGenerations, type.IsCurrentGeneration ? "current" : "previous");

    private static bool FitsStorage(InstanceRequirementsRequest asked, InstanceTypeFacts type) =>
        IsWanted(asked.LocalStorage, type.InstanceStorage is not null, LocalStorage.Included)
        && (asked.LocalStorageTypes is not { Count: > 0 } kinds || type.InstanceStorage is null
            || type.InstanceStorage.Disks.Any(disk => kinds.Contains(disk.Type)))
        && (asked.TotalLocalStorageGB is null || IsWithin(
            type.InstanceStorage?.TotalSizeGB ?? 0, asked.TotalLocalStorageGB.Min, asked.TotalLocalStorageGB.Max))
        && (asked.BaselineEbsBandwidthMbps is null || IsWithin(
            type.Ebs.Performance?.BaselineBandwidthMbps ?? 0,
            asked.BaselineEbsBandwidthMbps.Min, asked.BaselineEbsBandwidthMbps.Max));

    private static bool FitsNetwork(InstanceRequirementsRequest asked, InstanceTypeFacts type) =>
        IsWithin(type.Network.MaximumInterfaces, asked.NetworkInterfaceCount?.Min, asked.NetworkInterfaceCount?.Max)
        && (asked.NetworkBandwidthGbps is null || IsWithin(
            type.Network.Cards.Sum(card => card.BaselineBandwidthGbps ?? 0),
            asked.NetworkBandwidthGbps.Min, asked.NetworkBandwidthGbps.Max))
        && (asked.RequireEncryptionInTransit != true || type.Network.IsEncryptionInTransitSupported);

    private static bool IsWanted(string? asked, bool has, string byDefault) => (asked ?? byDefault) switch
    {
        "required" => has,
        "excluded" => !has,
        _ => true,
    };

    private static bool IsOneOf(List<string>? wanted, string? value) =>
        wanted is not { Count: > 0 } || (value is not null && wanted.Contains(value));

    private static string? ManufacturerOf(InstanceTypeFacts type) => type.Processor.Manufacturer switch
    {
        "AWS" => CpuManufacturer.AmazonWebServices,
        "Intel" => CpuManufacturer.Intel,
        "AMD" => CpuManufacturer.Amd,
        "Apple" => CpuManufacturer.Apple,
        _ => null,
    };
}
