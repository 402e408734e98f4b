using System.Collections.Immutable;
using System.Xml.Linq;

namespace Virga.Libvirt.Domains;

/// <summary>What a domain's XML says of it: whose it is, its disks, its VNC port.</summary>
internal sealed record DomainView
{
    /// <summary>The emulator it belongs to; null where it is not ours at all.</summary>
    internal required string? Owner { get; init; }

    /// <summary>Which boot it was started for; 0 where it is not ours.</summary>
    internal required long Boot { get; init; }

    internal required int VirtualCpus { get; init; }

    internal required int MemoryMiB { get; init; }

    internal required ImmutableArray<AttachedDisk> Disks { get; init; }

    internal required ImmutableArray<AttachedCard> Cards { get; init; }

    /// <summary>Whether it was started with cards for the fabric.</summary>
    internal bool HasTaps => Cards.Any(card => card.IsTap);

    /// <summary>Null until the machine runs.</summary>
    internal required int? VncPort { get; init; }

    internal AttachedDisk? DiskOf(string volumeId)
    {
        var serial = volumeId.Replace("-", "", StringComparison.Ordinal);
        return Disks.FirstOrDefault(disk => disk.Serial == serial);
    }

    internal static DomainView Parse(string xml)
    {
        var domain = XElement.Parse(xml);
        XNamespace ours = DomainXml.Namespace;
        var devices = domain.Element("devices");
        var instance = domain.Element("metadata")?.Element(ours + "instance");
        var port = (int?)devices?.Elements("graphics").FirstOrDefault()?.Attribute("port");
        return new DomainView
        {
            Owner = (string?)instance?.Attribute("owner"),
            Boot = (long?)instance?.Attribute("boot") ?? 0,
            VirtualCpus = (int?)domain.Element("vcpu") ?? 0,
            MemoryMiB = (int)(((long?)domain.Element("memory") ?? 0) / 1024),      // libvirt answers in KiB
            Disks = devices is null ? [] : [.. devices.Elements("disk").Select(ParseDisk)],
            Cards = devices is null ? [] : [.. devices.Elements("interface").Select(ParseCard)],
            VncPort = port is > 0 ? port : null,
        };
    }

    private static AttachedCard ParseCard(XElement card) => new(
        (string?)card.Element("mac")?.Attribute("address") ?? "",
        (string?)card.Attribute("type") == "ethernet",
        (string?)card.Element("alias")?.Attribute("name"));

    private static AttachedDisk ParseDisk(XElement disk) => new(
        (string?)disk.Element("source")?.Attribute("file") ?? "",
        (string?)disk.Element("target")?.Attribute("dev") ?? "",
        (string?)disk.Element("serial"),
        (string?)disk.Element("alias")?.Attribute("name"));
}

/// <summary>A disk as libvirt reports it.</summary>
internal sealed record AttachedDisk(string Path, string Target, string? Serial, string? Alias);

/// <summary>A network card as libvirt reports it.</summary>
internal sealed record AttachedCard(string MacAddress, bool IsTap, string? Alias)
{
    internal bool IsOf(string macAddress) =>
        string.Equals(MacAddress, macAddress, StringComparison.OrdinalIgnoreCase);
}
