using System.Text.Json;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Storage;

/// <summary>
/// Takes a disk's file away from under a guest that does not let go of the disk: what it reads and writes there are
/// errors from then on, as on AWS (EBS User Guide, "Detach an Amazon EBS volume", about Force), and the file is free.
/// </summary>
/// <remarks>
/// libvirt has no word for it; QEMU has: the device gets another drive, and what it had is closed. Measured with QEMU
/// 7.2; commands: QEMU QMP Reference Manual, blockdev-add, blockdev-del and qom-set.
/// </remarks>
internal static class ForcedDetach
{
    /// <summary>How drives are called that answer errors; QEMU allows 31 characters.</summary>
    private const string Gone = "gone-";

    private const string FormatLayer = "-format";

    internal static bool IsTakenAway(LibvirtDomain domain, string alias)
    {
        try
        {
            return DriveOf(domain, alias).StartsWith(Gone, StringComparison.Ordinal);
        }
        catch (LibvirtException)
        {
            return false;           // a driver without a monitor takes nothing away
        }
    }

    /// <exception cref="LibvirtException">It has its file as before.</exception>
    internal static void TakeAway(LibvirtDomain domain, string alias)
    {
        var drive = DriveOf(domain, alias);
        var gone = Gone + alias["ua-".Length..];
        if (drive == gone) return;
        domain.AskMonitor(Command("blockdev-del", NodeName(gone)));         // of an earlier time, if there was one
        Do(domain, "blockdev-add", $$"""
            "driver":"blkdebug","node-name":"{{gone}}","image":{"driver":"null-co"},
            "inject-error":[{"event":"none","errno":5}]
            """);
        Do(domain, "qom-set", Drive(alias) + $",\"value\":\"{gone}\"");
        try
        {
            Do(domain, "blockdev-del", NodeName(drive));
            if (drive.EndsWith(FormatLayer, StringComparison.Ordinal))
                Do(domain, "blockdev-del", NodeName(drive[..^FormatLayer.Length] + "-storage"));
        }
        catch (LibvirtException)
        {
            domain.AskMonitor(Command("qom-set", Drive(alias) + $",\"value\":\"{drive}\""));
            throw;
        }
    }

    private static string DriveOf(LibvirtDomain domain, string alias) => Do(domain, "qom-get", Drive(alias));

    private static string Drive(string alias) => $"\"path\":\"/machine/peripheral/{alias}\",\"property\":\"drive\"";

    private static string NodeName(string node) => $"\"node-name\":\"{node}\"";

    /// <summary>QEMU's refusals are answers to libvirt.</summary>
    private static string Do(LibvirtDomain domain, string command, string arguments)
    {
        using var answer = JsonDocument.Parse(domain.AskMonitor(Command(command, arguments)));
        if (answer.RootElement.TryGetProperty("return", out var value))
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var error = answer.RootElement.GetProperty("error").GetProperty("desc").GetString() ?? "no reason given";
        throw LibvirtException.OfFailure($"{command} in {domain.Name}", error);
    }

    private static string Command(string name, string arguments) =>
        $"{{\"execute\":\"{name}\",\"arguments\":{{{arguments}}}}}";
}
