using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// What must be said beside a judgement of the desired network: an end of the path whose packets do not keep to it.
/// </summary>
internal static class NetworkReality
{
    /// <summary>
    /// A sentence for each of these ends that is not on a real network; the empty list where all are.
    /// </summary>
    /// <param name="partitions">All accounts and regions.</param>
    /// <param name="ends">Ids of instances and interfaces; others are passed over.</param>
    public static List<string> NotesOn(IReadOnlyCollection<Partition> partitions, params IEnumerable<string?> ends) =>
    [
        .. ends.OfType<string>().Select(end => InstanceOf(partitions, end)).Distinct()
            .Select(id => NoteOn(partitions, id)).OfType<string>(),
    ];

    private static string? InstanceOf(IReadOnlyCollection<Partition> partitions, string end) => partitions
        .Select(partition => partition.Table<NetworkInterfaceRow>().Find(end)?.Attachment?.InstanceId)
        .FirstOrDefault(id => id is not null) ?? end;

    private static string? NoteOn(IReadOnlyCollection<Partition> partitions, string? id)
    {
        foreach (var partition in partitions)
        {
            if (id is null || partition.Table<InstanceRow>().Find(id) is not { } instance) continue;
            if (instance.Backend == Simulation.Backend) return $"{id} is simulated: no packet comes or goes.";
            return partition.Table<TagsRow>().Find(id)?.Tags.GetValueOrDefault(InstanceLifecycle.LimitationTag)
                is { } limitation ? $"{id}: {limitation}" : null;
        }

        return null;
    }
}
