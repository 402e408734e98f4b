using System.Buffers.Binary;
using System.Net;
using System.Xml.Linq;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Networks;

/// <summary>
/// Addresses in a network of libvirt's, for machines without a place in the fabric: known before the machine boots, as
/// its DHCP server is told which card gets which.
/// </summary>
internal sealed class GuestAddresses(LibvirtHost host, string networkName)
{
    private readonly Lock gate = new();

    /// <summary>The address of a card, reserved now if it was not.</summary>
    /// <exception cref="LibvirtException">The network is not there, or is full.</exception>
    internal string Reserve(string instanceId, string macAddress)
    {
        lock (gate)
        {
            using var network = host.Connect().OpenNetwork(networkName);
            var reservations = ReadReservations(network.Xml);
            if (reservations.Find(one => IsSame(one.MacAddress, macAddress)) is { } existing)
                return existing.Address;
            // A lease of another card keeps its address even from the one it is reserved for (dnsmasq, measured).
            var taken = network.ReadLeases().Where(lease => !IsSame(lease.MacAddress, macAddress))
                .Select(lease => lease.Address).Concat(reservations.Select(one => one.Address)).ToHashSet();
            var address = Choose(network.Xml, taken)
                ?? throw LibvirtException.OfFailure("reserve an address", $"network {networkName} has none left");
            network.Reserve(HostXml(new Reservation(macAddress, address, instanceId)));
            return address;
        }
    }

    /// <summary>Gives back the addresses of an instance; it has none where there is no such network.</summary>
    internal void Release(string instanceId)
    {
        lock (gate)
        {
            try
            {
                using var network = host.Connect().OpenNetwork(networkName);
                foreach (var reservation in ReadReservations(network.Xml).Where(one => one.Name == instanceId))
                    network.Release(HostXml(reservation));
            }
            catch (LibvirtException error) when (error.Code == LibvirtErrorCode.NoNetwork)
            {
                // Machines of the fabric need no network of libvirt's.
            }
        }
    }

    internal static List<Reservation> ReadReservations(string networkXml) =>
        [.. XElement.Parse(networkXml).Elements("ip").Elements("dhcp").Elements("host").Select(host => new Reservation(
            (string?)host.Attribute("mac") ?? "",
            (string?)host.Attribute("ip") ?? "",
            (string?)host.Attribute("name") ?? ""))];

    /// <summary>The first address of the DHCP range that nobody has; null where there is none.</summary>
    internal static string? Choose(string networkXml, IReadOnlySet<string> taken)
    {
        var ranges = XElement.Parse(networkXml).Elements("ip").Elements("dhcp").Elements("range");
        if (ranges.FirstOrDefault() is not { } range)
            return null;
        var last = ToNumber((string?)range.Attribute("end"));
        for (var number = ToNumber((string?)range.Attribute("start")); number <= last; number++)
        {
            var address = FromNumber(number);
            if (!taken.Contains(address))
                return address;
        }

        return null;
    }

    private static string HostXml(Reservation reservation) => LibvirtXml.Write(xml => xml.Element(
        "host", null,
        ("mac", reservation.MacAddress), ("name", reservation.Name), ("ip", reservation.Address)));

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static uint ToNumber(string? address) =>
        BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address ?? "0.0.0.0").GetAddressBytes());

    private static string FromNumber(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}

/// <summary>Which card gets which address; the name is the instance's id.</summary>
internal sealed record Reservation(string MacAddress, string Address, string Name);
