using System.Net;
using Virga.Fabric.Agent;
using Virga.Network;
using Xunit;

namespace Virga.Tests.Fabric.Agent;

/// <summary>What a virtual machine is told of its IPv6 addresses, byte by byte where a client reads it.</summary>
public sealed class Dhcp6MessageTests
{
    private const string Server = "00030001020000000001";
    private const string Client = "0004aabb";
    private const string Own = "20010db8000000000000000000000005";

    private static readonly FabricVpc Vpc = new()
    {
        Id = "vpc-1",
        Index = 1,
        Cidrs = [IPNetwork.Parse("10.0.0.0/16")],
        Dhcp = new() { DomainName = "ec2.internal", NameServers = [IPAddress.Parse("10.0.0.2")] },
    };

    private static readonly FabricInterface Card = new()
    {
        Id = "eni-1", Index = 7, SubnetId = "subnet-1", MacAddress = "02:4f:6a:77:55:16",
        Ipv4Addresses = [], Ipv6Addresses = [IPAddress.Parse("2001:db8::5")],
    };

    /// <summary>An address with its 140 and 450 seconds.</summary>
    private static string Held(string address) => $"00050018{address}0000008c000001c2";

    private static string Association(string inside) =>
        $"0003{12 + (inside.Length / 2):x4}0000000a0000003c00000070{inside}";

    private static string Told =>
        "00170010fd000ec2000000000000000000000253" + "0018000e" + "0365633208696e7465726e616c00"[..28];

    [Theory]
    [InlineData("01", "", "02", "")]
    [InlineData("01", "000e0000", "07", "000e0000")]
    [InlineData("03", "0002000a" + Server, "07", "")]
    [InlineData("05", "0002000a" + Server, "07", "")]
    [InlineData("06", "", "07", "")]
    public void Who_asks_is_given_all_addresses_of_the_card(string kind, string more, string answer, string back)
    {
        var said = Ask($"{kind}c0ffee" + $"00010004{Client}" + "0003000c0000000a0000000000000000" + more);

        Assert.Equal(
            $"{answer}c0ffee" + $"0002000a{Server}" + $"00010004{Client}" + back + Association(Held(Own)) + Told, said);
    }

    [Fact]
    public void An_address_that_was_taken_away_is_over_at_once()
    {
        const string Gone = "20010db8000000000000000000000009";
        var said = Ask("05c0ffee" + $"00010004{Client}" + "000300280000000a0000000000000000"
            + $"00050018{Gone}0000008c000001c2");

        Assert.Contains(Association(Held(Own) + $"00050018{Gone}0000000000000000"), said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001:db8::5", "000d00020000")]
    [InlineData("2001:db8::9", "000d00020004")]
    public void A_guest_that_wakes_up_hears_whether_it_is_still_at_home(string address, string status)
    {
        var bytes = Convert.ToHexStringLower(IPAddress.Parse(address).GetAddressBytes());
        var said = Ask("04c0ffee" + $"00010004{Client}" + "000300280000000a0000000000000000"
            + $"00050018{bytes}0000000000000000");

        Assert.Contains(status, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_without_addresses_hears_that_there_are_none() => Assert.Contains(
        Association("000d00020002"),
        Answer("01c0ffee" + $"00010004{Client}" + "0003000c0000000a0000000000000000", Card with { Ipv6Addresses = [] }),
        StringComparison.Ordinal);

    [Fact]
    public void What_needs_no_answer_gets_none()
    {
        Assert.Equal("", Ask("01c0ffee"));
        Assert.Equal("", Ask("07c0ffee" + $"00010004{Client}"));
        Assert.Equal("", Ask("03c0ffee" + $"00010004{Client}" + "00020002ffff"));
        Assert.StartsWith("07c0ffee", Ask("0bc0ffee"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec2.internal", "0018000e" + "0365633208696e7465726e616c00")]
    [InlineData("LONG.test ec2.internal", "0018000e" + "0365633208696e7465726e616c00")]
    [InlineData("LONG.test", "")]
    [InlineData(".", "")]
    public void A_search_domain_that_dns_cannot_have_is_left_out(string domains, string option)
    {
        var vpc = Vpc with { Dhcp = new() { DomainName = domains.Replace("LONG", new string('a', 64)) } };
        var reply = Dhcp6Message.Parse(Convert.FromHexString("0bc0ffee"))!.Answer(Card, vpc)!;
        Assert.Equal("07c0ffee" + $"0002000a{Server}" + option, Convert.ToHexStringLower(reply));
    }

    [Fact]
    public void The_longest_label_and_name_that_dns_has_are_told()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 63), 3)) + "." + new string('b', 61);
        Assert.Equal(255, DomainOption(name).Length - 4);
        Assert.Empty(DomainOption(name + "b"));
    }

    private static byte[] DomainOption(string domain) =>
        Dhcp6Message.Parse(Convert.FromHexString("0bc0ffee"))!
            .Answer(Card, Vpc with { Dhcp = new() { DomainName = domain } })![18..];

    /// <summary>Options that end beyond the message make it none.</summary>
    [Fact]
    public void Nonsense_is_survived()
    {
        var query = Convert.FromHexString(
            "01c0ffee" + $"00010004{Client}" + "000300280000000a0000000000000000" + $"00050018{Own}0000000000000000");
        for (var length = 0; length <= query.Length; length++)
            _ = Dhcp6Message.Parse(query[..length])?.Answer(Card, Vpc);
    }

    private static string Ask(string query) => Answer(query, Card);

    private static string Answer(string query, FabricInterface card) =>
        Dhcp6Message.Parse(Convert.FromHexString(query))?.Answer(card, Vpc) is { } reply
            ? Convert.ToHexStringLower(reply)
            : "";
}
