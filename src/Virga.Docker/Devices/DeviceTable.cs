using System.Globalization;
using System.Text;
using Virga.Compute;

namespace Virga.Docker.Devices;

/// <summary>
/// What stands in a guest's <c>/dev</c>, in the form that its init reads. A volume is a block device under the name
/// that
/// the user gave. Beside it are the names by which Amazon Linux finds the same volume: <c>/dev/xvdf</c> for
/// <c>/dev/sdf</c> and the other way round, <c>/dev/nvme1n1</c>, and the one of its id under <c>/dev/disk/by-id</c>
/// (EBS User Guide, "Identify the EBS device"; NVMe numbers go by the order of attaching, the root being 0).
/// </summary>
internal static class DeviceTable
{
    /// <summary>Where the init looks for it at a boot.</summary>
    public const string Path = "/etc/.virga-devices";

    /// <summary>How many loop devices <c>mount -o loop</c> finds where guests may mount.</summary>
    private const int GuestLoops = 64;

    /// <param name="instanceId">The init takes no table of another instance, as an image may bring it along.</param>
    /// <param name="attached">Volumes by the numbers of their loop devices.</param>
    /// <param name="range">The container's numbers.</param>
    /// <param name="hasLoops">Whether the guest may make loop devices of its own.</param>
    public static string Of(
        string instanceId, IReadOnlyDictionary<int, MachineVolume> attached, DeviceRange range, bool hasLoops)
    {
        var text = new StringBuilder(instanceId).Append('\n');
        var names = attached.Values.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (number, volume) in attached.OrderBy(pair => pair.Key))
        {
            Node(text, "block", PathOf(volume), LoopDevices.Major, DeviceRange.MinorOf(number));
            foreach (var other in OtherNames(volume, number - range.First + 1).Where(names.Add))
                text.Append(CultureInfo.InvariantCulture, $"link {other} {PathOf(volume)}\n");
        }

        if (!hasLoops) return text.ToString();
        Node(text, "char", "/dev/loop-control", 10, 237);
        for (var i = 0; i < GuestLoops; i++) Node(text, "block", $"/dev/loop{i}", LoopDevices.Major, i);
        return text.ToString();
    }

    /// <summary>EC2 takes <c>sdf</c> for <c>/dev/sdf</c>.</summary>
    private static string PathOf(MachineVolume volume) =>
        volume.Device.StartsWith('/') ? volume.Device : "/dev/" + volume.Device;

    private static void Node(StringBuilder text, string kind, string path, int major, int minor) =>
        text.Append(CultureInfo.InvariantCulture, $"{kind} {path} {major} {minor}\n");

    private static IEnumerable<string> OtherNames(MachineVolume volume, int place)
    {
        var device = PathOf(volume);
        if (device.StartsWith("/dev/sd", StringComparison.Ordinal)) yield return "/dev/xvd" + device[7..];
        else if (device.StartsWith("/dev/xvd", StringComparison.Ordinal)) yield return "/dev/sd" + device[8..];
        yield return $"/dev/nvme{place}n1";
        var id = volume.VolumeId.Replace("-", "", StringComparison.Ordinal);
        yield return $"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{id}";
    }
}
