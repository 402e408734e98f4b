using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>Text that crosses the border: UTF-8, ended by zero.</summary>
internal static unsafe class NativeText
{
    /// <summary>Text that libvirt still owns (every <c>…GetName</c>): copied, not freed.</summary>
    internal static string Borrowed(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Text that libvirt gave away: copied and freed. Null is libvirt's failure.</summary>
    internal static string Owned(byte* text, string action)
    {
        if (text is null)
            throw LibvirtException.OfLastCall(action);
        var copy = Borrowed(text);
        NativeMemory.Free(text);
        return copy;
    }
}
