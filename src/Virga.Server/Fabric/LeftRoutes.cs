using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Server.Fabric;

/// <summary>
/// Routes to public addresses that an emulator set on this host, told from everybody's by their metric. Anybody may
/// read them.
/// </summary>
internal static class LeftRoutes
{
    private const string Table = "/proc/net/route";

    /// <summary>Column of /proc/net/route: interface, destination, gateway, flags, references, use, metric.</summary>
    private const int MetricColumn = 6;

    /// <summary>"V" in the first byte, then the emulator: a number that nobody else chooses.</summary>
    public static uint MetricOf(string fabric) => 0x56000000
        | (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(fabric))) & 0xffffff);

    public static bool Any(uint metric)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Table)) return false;
        var text = metric.ToString(CultureInfo.InvariantCulture);
        return File.ReadLines(Table).Any(line => line.Split('\t') is { Length: > MetricColumn } columns
            && columns[MetricColumn] == text);
    }
}
