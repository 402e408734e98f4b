using System.Buffers.Binary;
using System.Net;
using Virga.Fabric.Netlink;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>A DHCP message of a client, and the answers to it (RFC 2131, options of RFC 2132).</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="MacAddress">Of the card, in lower case with colons.</param>
/// <param name="Client">The address that the client uses already, or 0.0.0.0.</param>
/// <param name="Wanted">The address that it asks for, or null.</param>
/// <param name="Server">The server that it means, or null.</param>
internal sealed record DhcpMessage(
    DhcpKind Kind, string MacAddress, IPAddress Client, IPAddress? Wanted, IPAddress? Server)
{
    private const int OptionsStart = 240;
    private const int ShortestReply = 300;
    private const uint Cookie = 0x63825363;
    private const byte Pad = 0, End = 255;
    private const byte SubnetMask = 1, Routers = 3, NameServers = 6, DomainName = 15, Mtu = 26, TimeServers = 42;
    private const byte RequestedAddress = 50, LeaseTime = 51, MessageKind = 53, ServerIdentity = 54;

    /// <summary>AWS gives an hour; the address never changes, so it is a habit only.</summary>
    private const uint LeaseSeconds = 3600;

    /// <summary>The client's own words, of which a reply repeats the beginning.</summary>
    private byte[] Query { get; init; } = [];

    /// <summary>Null for what is no request of a client on Ethernet.</summary>
    public static DhcpMessage? Parse(byte[] query)
    {
        if (query.Length < OptionsStart || query is not [1, 1, 6, ..]
            || BinaryPrimitives.ReadUInt32BigEndian(query.AsSpan(OptionsStart - 4)) != Cookie)
            return null;
        var options = Options(query);
        if (!options.TryGetValue(MessageKind, out var kind) || kind.Length != 1) return null;
        return new(
            (DhcpKind)kind[0], LinkView.Mac(query.AsSpan(28, 6)), new(query.AsSpan(12, 4)),
            AddressOf(options, RequestedAddress), AddressOf(options, ServerIdentity))
        {
            Query = query,
        };
    }

    /// <summary>
    /// What the router of the subnet answers; null for what needs no answer, or is meant for another.
    /// </summary>
    public byte[]? Answer(FabricInterface item, FabricSubnet subnet, FabricVpc vpc)
    {
        if (subnet is not { Router: { } router, Cidr: { } block } || item.Ipv4Addresses is not [var own, ..]
            || (Server is not null && !Server.Equals(router)))
            return null;
        var asked = Wanted ?? (Client.Equals(IPAddress.Any) ? own : Client);
        return Kind switch
        {
            DhcpKind.Discover => Reply(DhcpKind.Offer, own, router, Leased),
            DhcpKind.Request when asked.Equals(own) => Reply(DhcpKind.Acknowledge, own, router, Leased),
            DhcpKind.Request => Reply(DhcpKind.Refuse, IPAddress.Any, router, static _ => { }),
            DhcpKind.Inform => Reply(DhcpKind.Acknowledge, IPAddress.Any, router, Told),
            _ => null,
        };

        void Leased(List<byte> options)
        {
            Add(options, LeaseTime, LeaseSeconds);
            Told(options);
        }

        void Told(List<byte> options)
        {
            Add(options, SubnetMask, uint.MaxValue << (32 - block.PrefixLength));
            Add(options, Routers, [router]);
            Add(options, NameServers, vpc.Dhcp.NameServers);
            Add(options, TimeServers, vpc.Dhcp.NtpServers);
            if (vpc.Dhcp.DomainName is { Length: > 0 } name)
                Add(options, DomainName, System.Text.Encoding.ASCII.GetBytes(name));
            Add(options, Mtu, [(byte)(item.Mtu >> 8), (byte)item.Mtu]);
        }
    }

    private byte[] Reply(DhcpKind kind, IPAddress given, IPAddress router, Action<List<byte>> tell)
    {
        var options = new List<byte>();
        Add(options, MessageKind, [(byte)kind]);
        Add(options, ServerIdentity, [router]);
        tell(options);
        options.Add(End);
        var reply = new byte[Math.Max(ShortestReply, OptionsStart + options.Count)];
        // Kind of link, length of its addresses, transaction, flags, relay and the client's addresses are repeated.
        Query.AsSpan(0, 44).CopyTo(reply);
        reply[0] = 2;
        reply.AsSpan(8, 2).Clear();
        if (kind == DhcpKind.Refuse) reply.AsSpan(12, 4).Clear();
        given.TryWriteBytes(reply.AsSpan(16), out _);
        reply.AsSpan(20, 4).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(OptionsStart - 4), Cookie);
        options.CopyTo(reply, OptionsStart);
        return reply;
    }

    private static Dictionary<byte, byte[]> Options(byte[] query)
    {
        var options = new Dictionary<byte, byte[]>();
        for (var at = OptionsStart; at + 1 < query.Length && query[at] != End;)
        {
            if (query[at] == Pad)
            {
                at++;
                continue;
            }

            var (start, length) = (at + 2, query[at + 1]);
            if (start + length > query.Length) break;
            options[query[at]] = query[start..(start + length)];
            at = start + length;
        }

        return options;
    }

    private static IPAddress? AddressOf(Dictionary<byte, byte[]> options, byte option) =>
        options.TryGetValue(option, out var value) && value.Length == 4 ? new(value) : null;

    private static void Add(List<byte> options, byte option, uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Add(options, option, bytes);
    }

    private static void Add(List<byte> options, byte option, IEnumerable<IPAddress> addresses)
    {
        byte[] bytes = [.. addresses.Where(one => one.IsIpv4()).SelectMany(one => one.GetAddressBytes())];
        if (bytes.Length > 0) Add(options, option, bytes);
    }

    private static void Add(List<byte> options, byte option, byte[] value)
    {
        options.Add(option);
        options.Add((byte)value.Length);
        options.AddRange(value);
    }
}

/// <summary>Option 53.</summary>
internal enum DhcpKind : byte
{
    Discover = 1,
    Offer = 2,
    Request = 3,
    Decline = 4,
    Acknowledge = 5,
    Refuse = 6,
    Release = 7,
    Inform = 8,
}
