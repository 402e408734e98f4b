using Virga.Fabric.Nftables;

namespace Virga.Tests.Fabric.Nftables;

/// <summary>Scripts that replace tables, and scripts of differences.</summary>
public sealed class NftScriptTests
{
    [Fact]
    public void A_replacement_makes_the_table_anew_in_one_transaction()
    {
        var table = Table(["ip saddr @friends accept"], ["10.0.0.1"]);

        Assert.Equal(
            """
            table inet virga
            delete table inet virga
            table inet virga {
              set friends { type ipv4_addr; }
              chain c_in { type filter hook input priority 0; policy drop; }
            }
            add rule inet virga c_in ip saddr @friends accept
            add element inet virga friends { 10.0.0.1 }

            """,
            NftScript.Replace([table]));
    }

    [Fact]
    public void Nothing_to_do_is_nothing_to_say() =>
        Assert.Equal("", NftScript.Difference([Table(["accept"], ["10.0.0.1"])], [Table(["accept"], ["10.0.0.1"])]));

    [Fact]
    public void A_difference_names_only_what_changed()
    {
        var before = Table(["accept"], ["10.0.0.1", "10.0.0.2"]);
        var after = Table(["drop"], ["10.0.0.2", "10.0.0.3"]);

        Assert.Equal(
            """
            delete element inet virga friends { 10.0.0.1 }
            flush chain inet virga c_in
            add rule inet virga c_in drop
            add element inet virga friends { 10.0.0.3 }

            """,
            NftScript.Difference([before], [after]));
    }

    [Fact]
    public void What_is_referred_to_is_emptied_before_it_is_deleted()
    {
        var before = Table(["accept"], []);
        before.Chain("e1_in").Add("jump sg_1_in");
        before.Chain("sg_1_in").Add("ip saddr @old accept");
        before.Map("old", "ifname : verdict").Elements.Add("\"e1\" : goto e1_in");

        Assert.Equal(
            """
            flush map inet virga old
            flush chain inet virga e1_in
            flush chain inet virga sg_1_in
            delete chain inet virga e1_in
            delete chain inet virga sg_1_in
            delete map inet virga old

            """,
            NftScript.Difference([before], [Table(["accept"], [])]));
    }

    private static NftTable Table(string[] rules, string[] elements)
    {
        var table = new NftTable("inet", "virga");
        table.Chain("c_in", "type filter hook input priority 0; policy drop;").Add(rules);
        foreach (var element in elements)
            table.Set("friends", "ipv4_addr").Elements.Add(element);
        if (elements.Length == 0)
            table.Set("friends", "ipv4_addr");
        else
            elements.ToList().ForEach(element => table.Sets["friends"].Elements.Add(element));
        return table;
    }
}
