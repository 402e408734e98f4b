using System.Globalization;
using System.Net;
using Virga.Fabric.Nftables;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// The nftables of a NAT gateway, which is a namespace of its own with one link: flows from others leave with its
/// address and come back; nothing begins outside.
/// </summary>
internal static class NatRuleset
{
    public static NftTable Of(FabricInterface item)
    {
        var table = new NftTable("ip", "virga_nat");
        table.Chain("c_forward", "type filter hook forward priority 0; policy accept;").Add(
            "ct state established,related accept",
            "ct state invalid drop");
        table.Chain("c_input", "type filter hook input priority 0; policy drop;").Add(
            "ct state established,related accept");
        var leaving = table.Chain("c_leaving", "type nat hook postrouting priority 100;");
        var addresses = item.Ipv4Addresses;
        if (addresses.Count <= 1)
            return addresses.Count == 0 ? table : Single(table, leaving, addresses[0]);

        // Secondary addresses share the sources by their low bits: portable, and a source keeps its address.
        var shares = table.Map("shares", "ipv4_addr : ipv4_addr");
        for (var low = 0; low < 16; low++)
        {
            var key = new IPAddress([0, 0, 0, (byte)low]);
            shares.Elements.Add(
                string.Create(CultureInfo.InvariantCulture, $"{key} : {addresses[low % addresses.Count]}"));
        }

        leaving.Add("snat to ip saddr & 0.0.0.15 map @shares");
        return table;
    }

    private static NftTable Single(NftTable table, NftChain leaving, IPAddress address)
    {
        leaving.Add($"ip saddr != {address} snat to {address}");
        return table;
    }
}
