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
            VncPort = port is > 0 ? port : null,
        };
    }

    private static AttachedDisk ParseDisk(XElement disk) => new(
        (string?)disk.Element("source")?.Attribute("file") ?? "",
        (string?)disk.Element("target")?.Attribute("dev") ?? "",
        (string?)disk.Element("serial"),
        (string?)disk.Element("alias")?.Attribute("name"));
}

/// <summary>A disk as libvirt reports it.</summary>
internal sealed record AttachedDisk(string Path, string Target, string? Serial, string? Alias);
