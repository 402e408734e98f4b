using Virga.Fabric.Netlink;

namespace Virga.Fabric.Agent;

/// <summary>
/// Writes /proc/sys, which containers see read-only: then a proc of our own is mounted, where that is allowed. Which
/// namespace a setting belongs to depends on the thread that opens the file.
/// </summary>
internal sealed class KernelSettings
{
    private readonly string root;
    private readonly string? refusal;

    private KernelSettings(string root, string? refusal)
    {
        this.root = root;
        this.refusal = refusal;
    }

    public static KernelSettings Find(string stateDirectory)
    {
        if (IsWritable("/proc"))
            return new KernelSettings("/proc", null);

        var own = Path.Combine(stateDirectory, "proc");
        Directory.CreateDirectory(own);
        if (IsWritable(own))
            return new KernelSettings(own, null);
        if (Native.Mount("proc", own, "proc", 0, null) != 0)
            return new KernelSettings("/proc", Native.Failure("/proc/sys is read-only and mount of a proc").Message);
        return new KernelSettings(own, IsWritable(own) ? null : "/proc/sys is read-only");
    }

    /// <summary>System calls only: it runs inside a namespace. Null, or why not.</summary>
    public unsafe string? Write(string setting, string value)
    {
        if (refusal is not null)
            return refusal;
        const int writeOnly = 1;
        var descriptor = Native.Open($"{root}/sys/{setting}", writeOnly | Native.CloseOnExec);
        if (descriptor < 0)
            return Native.Failure($"open {setting}").Message;
        Span<byte> bytes = stackalloc byte[value.Length];
        System.Text.Encoding.ASCII.GetBytes(value, bytes);
        fixed (byte* start = bytes)
        {
            var written = Native.Write(descriptor, start, bytes.Length);
            var failure = written < 0 ? Native.Failure($"write {setting}").Message : null;
            _ = Native.Close(descriptor);
            return failure;
        }
    }

    private static bool IsWritable(string root)
    {
        const int writeOnly = 1;
        var descriptor = Native.Open($"{root}/sys/net/ipv4/ip_forward", writeOnly | Native.CloseOnExec);
        if (descriptor >= 0)
            _ = Native.Close(descriptor);
        return descriptor >= 0;
    }
}
