using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Virga.Server.Hosting;

/// <summary>
/// Gives the pages of the program's code that only its start touched back to the kernel. They are pages of a file which
/// nobody writes, so the next use of one maps it again out of the page cache; see docs/decisions/native-aot.md for
/// figures.
/// </summary>
internal static partial class StartPages
{
    private const string Maps = "/proc/self/maps";

    /// <summary>linux/mman-common.h: the range is not needed now.</summary>
    private const int DontNeed = 4;

    /// <summary>Does nothing under the JIT and where there is no such list of mappings.</summary>
    public static void GiveBack()
    {
        if (RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux()) return;
        if (Environment.ProcessPath is not { } program) return;
        foreach (var line in File.ReadLines(Maps))
        {
            if (!line.EndsWith(program, StringComparison.Ordinal)) continue;
            // 00400000-00b12000 r-xp 00000000 fe:00 1234  /usr/bin/virga
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var dash = line.IndexOf('-', StringComparison.Ordinal);
            // Only code: what is read-only besides may have been written while the program was linked at its start.
            if (line[space + 3] != 'x') continue;
            var first = Address(line.AsSpan(0, dash));
            var end = Address(line.AsSpan(dash + 1, space - dash - 1));
            // A refusal costs memory and nothing else.
            _ = Advise(first, end - first, DontNeed);
        }
    }

    private static nint Address(ReadOnlySpan<char> hex) =>
        nint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
