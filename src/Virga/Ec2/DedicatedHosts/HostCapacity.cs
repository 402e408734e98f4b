using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>
/// How much a host holds: as many virtual processors as the largest type of its family has, which is AWS's own number
/// for most families (EC2 User Guide, "Dedicated Host capacity").
/// </summary>
internal static class HostCapacity
{
    /// <summary>Instances that take room on the host: those that run or are about to.</summary>
    public static IEnumerable<InstanceRow> On(WorldView at, string hostId) =>
        at.Rows<InstanceRow>().By(InstanceRow.ByHost, hostId).Where(one =>
            one.State is not (InstanceStateName.Stopped or InstanceStateName.Terminated));

    /// <summary>The type with the most processors in the family, which is the host itself.</summary>
    public static InstanceTypeFacts Largest(string family) => Largest(Family(family));

    /// <summary>The one with the most processors among types of one family.</summary>
    public static InstanceTypeFacts Largest(IEnumerable<InstanceTypeFacts> family) => family
        .OrderByDescending(type => type.Processor.VCpus).ThenByDescending(type => type.MemoryMiB).First();

    /// <summary>The types of a family that hosts run; none for a family that hosts do not run.</summary>
    public static IReadOnlyList<InstanceTypeFacts> Family(string family) =>
        [.. InstanceTypeCatalogue.Names().Where(name => name.StartsWith(family + ".", StringComparison.Ordinal))
            .Select(name => InstanceTypeCatalogue.Find(name)!).Where(type => type.AreDedicatedHostsSupported)];

    public static int TotalVCpus(HostRow host) => Largest(host.InstanceFamily).Processor.VCpus;

    public static int UsedVCpus(IEnumerable<InstanceRow> guests) =>
        guests.Sum(guest => InstanceTypeCatalogue.Find(guest.InstanceType)!.Processor.VCpus);

    public static bool Runs(HostRow host, string type) => host.InstanceType is { } only
        ? only == type
        : type.StartsWith(host.InstanceFamily + ".", StringComparison.Ordinal);

    /// <summary>How many more instances of a type the host takes.</summary>
    public static int Available(WorldView at, HostRow host, InstanceTypeFacts type) => host.IsReleased
        ? 0
        : (TotalVCpus(host) - UsedVCpus(On(at, host.Id))) / type.Processor.VCpus;
}
