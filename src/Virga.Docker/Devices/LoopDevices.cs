using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Virga.Docker.Devices;

/// <summary>
/// Loop devices of this kernel: files that are block devices. Each of ours is called by the instance and the volume
/// that
/// it stands for, so that it is known again after a crash of the emulator. Needs root.
/// </summary>
internal static class LoopDevices
{
    /// <summary>Source: Documentation/admin-guide/devices.txt of Linux.</summary>
    public const int Major = 7;

    private const string Control = "/dev/loop-control";

    /// <summary>
    /// A device is made and bound in two steps; nobody of this process may take it away between them.
    /// </summary>
    private static readonly Lock Gate = new();

    /// <summary>Null where loop devices can be made; else why not.</summary>
    public static string? UnavailableBecause()
    {
        try
        {
            using var control = File.OpenHandle(Control, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure is UnauthorizedAccessException
                ? "loop devices need root: start virga as root, or in a privileged container"
                : $"this kernel has no loop devices: {failure.Message}";
        }
    }

    /// <summary>
    /// The bits that partitions take of a minor number: nothing by default, some distributions set max_part.
    /// </summary>
    public static int PartitionBits
    {
        get
        {
            try
            {
                var most = int.Parse(File.ReadAllText("/sys/module/loop/parameters/max_part").AsSpan().Trim());
                return most == 0 ? 0 : 32 - int.LeadingZeroCount(most);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <summary>What a device stands for; null where it stands for nothing.</summary>
    public static BoundLoop? Find(int number)
    {
        if (!Directory.Exists($"/sys/block/loop{number}/loop")) return null;
        using var device = Open(number);
        if (!LoopNative.TryRead(device, out var status)) return null;
        var name = NameOf(in status);
        return name.Split('/') is [var instance, var volume]
            ? new(number, instance, volume, IsCut: status.SizeLimit != 0)
            : new(number, "", "", IsCut: true);
    }

    /// <summary>All of an instance, or of all instances of ours when null; by the names that they carry.</summary>
    public static IEnumerable<BoundLoop> Of(string? instanceId) =>
        from number in Numbers()
        let found = Find(number)
        where found is { InstanceId.Length: > 0 } && (instanceId is null || found.InstanceId == instanceId)
        select found;

    /// <summary>Binds a device to a file, and makes it when it is not there.</summary>
    public static unsafe void Bind(BoundLoop loop, string path)
    {
        using var gate = Gate.EnterScope();
        Add(loop.Number);
        using var device = Open(loop.Number);
        using var file = File.OpenHandle(
            path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite | FileShare.Delete);
        var configuration = new LoopConfiguration { File = (uint)file.DangerousGetHandle() };
        var name = Encoding.ASCII.GetBytes($"{loop.InstanceId}/{loop.VolumeId}");
        for (var i = 0; i < Math.Min(name.Length, LoopStatus.NameBytes - 1); i++)
            configuration.Status.FileName[i] = name[i];
        Check(LoopNative.Bind(device, in configuration), "bind", loop.Number);
    }

    /// <summary>
    /// Shows the file's new size, and takes back the wish to let go of the file that an earlier stop may have left.
    /// </summary>
    public static void Renew(int number)
    {
        using var device = Open(number);
        if (!LoopNative.TryRead(device, out var status)) return;
        if ((status.Flags & LoopStatus.IsReleasedAtClose) != 0)
        {
            status.Flags &= ~LoopStatus.IsReleasedAtClose;
            Check(LoopNative.Write(device, in status), "keep", number);
        }

        Check(LoopNative.Call(device, LoopNative.SetCapacity, 0), "resize", number);
    }

    /// <summary>Has everything written that was written to it, also by a file system that is mounted of it.</summary>
    public static void Flush(int number) => Call(number, LoopNative.FlushBuffers, "flush");

    /// <summary>
    /// Lets nothing but the first sector through any more: a file system on it gets errors from now on, as when a cable
    /// is pulled. (A limit of 0 would mean none.)
    /// </summary>
    public static void Cut(int number)
    {
        using var device = Open(number);
        if (!LoopNative.TryRead(device, out var status)) return;
        status.SizeLimit = 512;
        Check(LoopNative.Write(device, in status), "cut", number);
    }

    /// <summary>
    /// Lets go of the file: at once, or when the last one who has the device open, or a file system of it mounted, has
    /// closed it.
    /// </summary>
    /// <returns>Whether it is free.</returns>
    public static bool Release(int number)
    {
        if (Directory.Exists($"/sys/block/loop{number}/loop"))
        {
            using var device = Open(number);
            if (LoopNative.Call(device, LoopNative.ClearFile, 0) != 0
                && Marshal.GetLastPInvokeError() is not LoopNative.NotBound and var error)
                throw Failure("release", number, error);
        }

        if (Directory.Exists($"/sys/block/loop{number}/loop")) return false;
        Remove(number);
        return true;
    }

    /// <summary>
    /// Removes devices of ours that nothing is bound to: guests that let go late leave them, and no other program may
    /// be
    /// given one that an instance can use.
    /// </summary>
    public static void RemoveUnbound()
    {
        using var gate = Gate.EnterScope();
        foreach (var number in Numbers())
            if (!Directory.Exists($"/sys/block/loop{number}/loop")) Remove(number);
    }

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories("/sys/block", "loop*")
        .Select(directory => int.Parse(Path.GetFileName(directory).AsSpan(4), CultureInfo.InvariantCulture))
        .Where(number => number >= DeviceRange.Lowest);

    private static void Add(int number)
    {
        using var control = File.OpenHandle(Control, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        if (LoopNative.Call(control, LoopNative.ControlAdd, number) < 0
            && Marshal.GetLastPInvokeError() is not LoopNative.Exists and var error)
            throw Failure("add", number, error);
    }

    private static void Remove(int number)
    {
        using var control = File.OpenHandle(Control, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        _ = LoopNative.Call(control, LoopNative.ControlRemove, number);
    }

    private static void Call(int number, nuint request, string what)
    {
        using var device = Open(number);
        Check(LoopNative.Call(device, request, 0), what, number);
    }

    private static SafeFileHandle Open(int number)
    {
        var path = $"/dev/loop{number}";
        if (!File.Exists(path)
            && LoopNative.MakeNode(path, number << PartitionBits) < 0
            && Marshal.GetLastPInvokeError() is not LoopNative.Exists and var error)
            throw Failure("make the node of", number, error);
        return File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
    }

    private static unsafe string NameOf(in LoopStatus status)
    {
        fixed (byte* name = status.FileName)
        {
            var bytes = new ReadOnlySpan<byte>(name, LoopStatus.NameBytes);
            var end = bytes.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
        }
    }

    private static void Check(int result, string what, int number)
    {
        if (result < 0) throw Failure(what, number, Marshal.GetLastPInvokeError());
    }

    private static IOException Failure(string what, int number, int error) =>
        new($"cannot {what} loop device {number}: {Marshal.GetPInvokeErrorMessage(error)}");
}

/// <summary>A loop device and what it stands for.</summary>
/// <param name="Number">Which one, as in <c>/dev/loop7</c>.</param>
/// <param name="InstanceId">Whose machine has it.</param>
/// <param name="VolumeId">The volume.</param>
/// <param name="IsCut">It was taken by force, and its guest has not let go yet.</param>
internal sealed record BoundLoop(int Number, string InstanceId, string VolumeId, bool IsCut = false);
