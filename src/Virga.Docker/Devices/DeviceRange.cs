using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Docker.Backend;
using Virga.Docker.Engine;

namespace Virga.Docker.Devices;

/// <summary>
/// The loop devices that one container may ever use, by number. An engine fixes a container's device rules when it is
/// made, so each gets a range of its own then, and none can reach a disk that is not its own.
/// </summary>
internal sealed record DeviceRange(int First)
{
    /// <summary>
    /// More than the 27 volumes that most types take beside the root (EC2 User Guide, volume limits).
    /// </summary>
    public const int Length = 32;

    private const int MinorBits = 20;

    /// <summary>Below it are those that <c>losetup</c> and its like are given.</summary>
    private const int LowestFirst = 1 << 14;

    private static int Highest => 1 << (MinorBits - LoopDevices.PartitionBits);

    /// <summary>The first number that is an instance's.</summary>
    public static int Lowest => Math.Min(LowestFirst, Highest / 4);

    public IEnumerable<int> Numbers => Enumerable.Range(First, Length);

    /// <summary>As the devices cgroup wants it: block devices, read, write and make nodes.</summary>
    public IEnumerable<string> Rules => Numbers.Select(number => $"b {LoopDevices.Major}:{MinorOf(number)} rwm");

    public string Label => First.ToString(CultureInfo.InvariantCulture);

    /// <summary>The range that a container's label names, or null.</summary>
    public static DeviceRange? Parse(string? label) =>
        int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? new(first) : null;

    /// <summary>The number in the kernel's own form.</summary>
    public static int MinorOf(int number) => number << LoopDevices.PartitionBits;

    /// <summary>A range that no container of this engine has, whichever emulator made it.</summary>
    public static async Task<DeviceRange> FindFreeAsync(
        DockerEngine engine, string instanceId, CancellationToken cancellation)
    {
        var labelled = EngineFilters.Label(DockerLabels.Devices);
        var containers = await engine.Containers.ListAsync(labelled, cancellation).ConfigureAwait(false);
        var taken = containers.Select(one => Parse(one.Labels?.GetValueOrDefault(DockerLabels.Devices))?.First)
            .OfType<int>().ToHashSet();
        var lowest = Lowest;
        var count = (Highest - lowest) / Length;
        var place = (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes(instanceId)))
            % (uint)count);
        for (var i = 0; i < count; i++)
        {
            var first = lowest + ((place + i) % count * Length);
            if (!taken.Contains(first)) return new(first);
        }

        throw new Compute.MachineException("Server.InsufficientInstanceCapacity", "No loop devices are left.");
    }
}
