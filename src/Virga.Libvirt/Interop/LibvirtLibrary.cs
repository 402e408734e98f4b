using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>
/// libvirt's client library on this machine: opened once, when first asked for, with one thread that runs its events.
/// Where it is missing, <see cref="MissingBecause"/> says so and nothing of libvirt may be called.
/// </summary>
internal static unsafe class LibvirtLibrary
{
    private static readonly Lock Gate = new();
    private static bool isTried;
    private static string? missingBecause;

    /// <summary>Opens the library if that was not tried yet. Null: it is there; else the reason, for health.</summary>
    internal static string? MissingBecause()
    {
        lock (Gate)
        {
            if (!isTried)
            {
                isTried = true;
                missingBecause = Open();
            }

            return missingBecause;
        }
    }

    private static string? Open()
    {
        if (!NativeLibrary.TryLoad(FileName, out var library))
            return $"{FileName} is not on this machine (Debian package libvirt0)";
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);
        if (Native.virInitialize() < 0)
            return NativeText.Borrowed(Native.virGetLastErrorMessage());
        Native.virSetErrorFunc(null, &Ignore);              // libvirt prints every error on stderr otherwise
        if (Native.virEventRegisterDefaultImpl() < 0)       // must come before the first connection
            return NativeText.Borrowed(Native.virGetLastErrorMessage());
        new Thread(RunEvents) { IsBackground = true, Name = "libvirt events" }.Start();
        return null;

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
        {
            Native.Library => library,
            Native.QemuLibrary when NativeLibrary.TryLoad(QemuFileName, out var qemu) => qemu,
            _ => 0,
        };
    }

    private static string QemuFileName => OperatingSystem.IsMacOS() ? "libvirt-qemu.0.dylib" : "libvirt-qemu.so.0";

    private static string FileName => OperatingSystem.IsMacOS() ? "libvirt.0.dylib" : "libvirt.so.0";

    private static void RunEvents()
    {
        while (Native.virEventRunDefaultImpl() >= 0)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(void* user, void* error)
    {
    }
}
