using System.Net;
using Virga.Fabric.Agent;
using Virga.Network;
using Xunit;

namespace Virga.Tests.Fabric.Agent;

/// <summary>What a virtual machine is told of its address, byte by byte where a client reads it.</summary>
public sealed class DhcpMessageTests
{
    private const string Mac = "02:4f:6a:77:55:16";

    private static readonly FabricVpc Vpc = new()
    {
        Id = "vpc-1",
        Index = 1,
        Cidrs = [IPNetwork.Parse("10.0.0.0/16")],
        Dhcp = new() { DomainName = "ec2.internal", NameServers = [IPAddress.Parse("10.0.0.2")] },
    };

    private static readonly FabricSubnet Subnet = new()
    {
        Id = "subnet-1", Index = 1, VpcId = "vpc-1", Cidr = IPNetwork.Parse("10.0.4.0/22"), RouteTableId = "rtb-1",
    };

    private static readonly FabricInterface Card = new()
    {
        Id = "eni-1", Index = 7, SubnetId = "subnet-1", MacAddress = Mac,
        Ipv4Addresses = [IPAddress.Parse("10.0.5.9"), IPAddress.Parse("10.0.5.10")],
    };

    [Fact]
    public void A_discover_is_offered_the_primary_address_and_all_that_goes_with_it()
    {
        var offer = Ask(DhcpKind.Discover)!;

        Assert.Equal("02010600deadbeef", Convert.ToHexStringLower(offer, 0, 8));
        Assert.Equal("10.0.5.9", new IPAddress(offer[16..20]).ToString());
        Assert.Equal("024f6a775516", Convert.ToHexStringLower(offer, 28, 6));
        Assert.Equal(
            "35-01-02 36-04-0A000401 33-04-00000E10 01-04-FFFFFC00 03-04-0A000401 06-04-0A000002 "
            + "0F-0C-6563322E696E7465726E616C 1A-02-2329",
            OptionsOf(offer));
        Assert.Equal(300, offer.Length);
    }

    [Theory]
    [InlineData("10.0.5.9", null, 5, "10.0.5.9")]
    [InlineData("10.0.5.10", null, 6, "0.0.0.0")]
    [InlineData("192.168.0.7", null, 6, "0.0.0.0")]
    [InlineData(null, "10.0.5.9", 5, "10.0.5.9")]
    [InlineData(null, "10.0.9.9", 6, "0.0.0.0")]
    public void A_request_gets_its_own_address_or_is_refused(string? wanted, string? used, int kind, string given)
    {
        var answer = Ask(DhcpKind.Request, wanted, used)!;

        Assert.Equal(kind, answer[242]);
        Assert.Equal(given, new IPAddress(answer[16..20]).ToString());
    }

    [Fact]
    public void What_needs_no_answer_gets_none()
    {
        Assert.Null(Ask(DhcpKind.Release));
        Assert.Null(Ask(DhcpKind.Request, server: "10.0.0.99"));
        Assert.Null(DhcpMessage.Parse(new byte[240]));
        Assert.Null(DhcpMessage.Parse([1, 1, 6]));
        Assert.Equal(5, Ask(DhcpKind.Inform, used: "10.0.5.9")![242]);
    }

    /// <summary>Options that end in the middle are as if they were not there.</summary>
    [Fact]
    public void Nonsense_is_survived()
    {
        var query = Query(DhcpKind.Discover, null, null, null);
        for (var length = 0; length <= query.Length; length++)
            _ = DhcpMessage.Parse(query[..length])?.Answer(Card, Subnet, Vpc);
    }

    private static byte[]? Ask(DhcpKind kind, string? wanted = null, string? used = null, string? server = null) =>
        DhcpMessage.Parse(Query(kind, wanted, used, server))!.Answer(Card, Subnet, Vpc);

    private static byte[] Query(DhcpKind kind, string? wanted, string? used, string? server)
    {
        var query = new byte[240];
        new byte[] { 1, 1, 6, 0, 0xde, 0xad, 0xbe, 0xef, 0, 3 }.CopyTo(query, 0);
        if (used is not null) IPAddress.Parse(used).GetAddressBytes().CopyTo(query, 12);
        Convert.FromHexString(Mac.Replace(":", "", StringComparison.Ordinal)).CopyTo(query, 28);
        new byte[] { 0x63, 0x82, 0x53, 0x63 }.CopyTo(query, 236);
        return
        [
            .. query, 0, 53, 1, (byte)kind,
            .. wanted is null ? [] : new byte[] { 50, 4 }.Concat(IPAddress.Parse(wanted).GetAddressBytes()),
            .. server is null ? [] : new byte[] { 54, 4 }.Concat(IPAddress.Parse(server).GetAddressBytes()),
            255,
        ];
    }

    private static string OptionsOf(byte[] reply)
    {
        var options = new List<string>();
        for (var at = 240; reply[at] != 255; at += 2 + reply[at + 1])
        {
            var value = Convert.ToHexString(reply.AsSpan(at + 2, reply[at + 1]));
            options.Add($"{reply[at]:X2}-{reply[at + 1]:X2}-{value}");
        }

        return string.Join(' ', options);
    }
}
