using System.Buffers.Binary;
using System.Net;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>A DHCPv6 message of a client, and the answers to it (RFC 8415).</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Association">The number of the client's association of addresses (IA_NA); null for none.</param>
/// <param name="Known">Addresses that the client has, or asks for.</param>
internal sealed record Dhcp6Message(Dhcp6Kind Kind, uint? Association, IReadOnlyList<IPAddress> Known)
{
    private const int OptionsStart = 4;
    private const ushort ClientIdentity = 1, ServerIdentity = 2, Addresses = 3, Address = 5, StatusCode = 13,
        RapidCommit = 14, NameServers = 23, DomainSearch = 24;

    private const ushort NoAddresses = 2, NotOnLink = 4;
    private const int AddressLength = 16;

    /// <summary>Bytes (RFC 1035, section 2.3.4).</summary>
    private const int MaxLabel = 63, MaxName = 255;

    /// <summary>
    /// Seconds, as guests on EC2 show them (valid_lft 450, preferred_lft 140): so a change is told soon.
    /// </summary>
    private const uint Preferred = 140, Valid = 450, RenewAfter = 60, RebindAfter = 112;

    /// <summary>A DUID of kind LL, of no card: the router of every subnet is the same one.</summary>
    private static readonly byte[] Server = [0, 3, 0, 1, 0x02, 0, 0, 0, 0, 0x01];

    private byte[] Transaction { get; init; } = [];

    private byte[]? Client { get; init; }

    /// <summary>The server that the client means, or null.</summary>
    private byte[]? Meant { get; init; }

    private bool IsRapid { get; init; }

    /// <summary>Null for what is no request of a client.</summary>
    public static Dhcp6Message? Parse(byte[] query)
    {
        if (query.Length < OptionsStart || Options(query.AsSpan(OptionsStart)) is not { } options) return null;
        var asked = options.Find(option => option.Code == Addresses && option.Value.Length >= 12).Value;
        var inner = asked is null ? [] : Options(asked.AsSpan(12)) ?? [];
        return new(
            (Dhcp6Kind)query[0], asked is null ? null : BinaryPrimitives.ReadUInt32BigEndian(asked),
            [.. inner.Where(one => one.Code == Address && one.Value.Length >= AddressLength)
                .Select(one => new IPAddress(one.Value.AsSpan(0, AddressLength)))])
        {
            Transaction = query[1..OptionsStart],
            Client = options.Find(option => option.Code == ClientIdentity).Value,
            Meant = options.Find(option => option.Code == ServerIdentity).Value,
            IsRapid = options.Exists(option => option.Code == RapidCommit),
        };
    }

    /// <summary>
    /// What the router of the subnet answers; null for what needs no answer, or is meant for another.
    /// </summary>
    public byte[]? Answer(FabricInterface item, FabricVpc vpc)
    {
        if (Meant is not null && !Meant.AsSpan().SequenceEqual(Server)) return null;
        return Kind switch
        {
            Dhcp6Kind.Solicit when Client is not null => Reply(
                IsRapid ? Dhcp6Kind.Reply : Dhcp6Kind.Advertise, item, vpc),
            Dhcp6Kind.Request or Dhcp6Kind.Renew or Dhcp6Kind.Rebind or Dhcp6Kind.Release or Dhcp6Kind.Decline
                or Dhcp6Kind.Confirm when Client is not null => Reply(Dhcp6Kind.Reply, item, vpc),
            Dhcp6Kind.InformationRequest => Reply(Dhcp6Kind.Reply, item, vpc),
            _ => null,
        };
    }

    private byte[] Reply(Dhcp6Kind kind, FabricInterface item, FabricVpc vpc)
    {
        var reply = new List<byte> { (byte)kind };
        reply.AddRange(Transaction);
        Add(reply, ServerIdentity, Server);
        if (Client is not null) Add(reply, ClientIdentity, Client);
        if (Kind == Dhcp6Kind.Solicit && IsRapid) Add(reply, RapidCommit, []);
        if (Kind == Dhcp6Kind.Confirm)
            AddStatus(reply, Known.All(item.Ipv6Addresses.Contains) ? (ushort)0 : NotOnLink);
        else if (Kind is Dhcp6Kind.Release or Dhcp6Kind.Decline)
            AddStatus(reply, 0);
        else if (Association is { } association)
            Add(reply, Addresses, AssociationOf(association, item));
        if (vpc.Dhcp.NameServers.Contains(vpc.Resolver) && vpc.Dns.IsResolverEnabled)
            Add(reply, NameServers, ServiceAddresses.Ipv6Resolver.GetAddressBytes());
        if (vpc.Dhcp.DomainName is { Length: > 0 } domains && Labels(domains) is { Count: > 0 } labels)
            Add(reply, DomainSearch, labels);
        return [.. reply];
    }

    /// <summary>All addresses of the interface; those that it has no more are over at once.</summary>
    private List<byte> AssociationOf(uint association, FabricInterface item)
    {
        var value = new List<byte>();
        AddNumber(value, association);
        AddNumber(value, RenewAfter);
        AddNumber(value, RebindAfter);
        foreach (var address in item.Ipv6Addresses) AddAddress(value, address, Preferred, Valid);
        foreach (var gone in Known.Where(one => !item.Ipv6Addresses.Contains(one))) AddAddress(value, gone, 0, 0);
        if (item.Ipv6Addresses.Count == 0) AddStatus(value, NoAddresses);
        return value;
    }

    private static void AddAddress(List<byte> to, IPAddress address, uint preferred, uint valid)
    {
        var value = new List<byte>(address.GetAddressBytes());
        AddNumber(value, preferred);
        AddNumber(value, valid);
        Add(to, Address, value);
    }

    private static void AddStatus(List<byte> to, ushort code) =>
        Add(to, StatusCode, [(byte)(code >> 8), (byte)code]);

    /// <summary>Names as DNS writes them, without compression (RFC 8415, section 10). One that is too long for DNS, as
    /// a whole or in a label, is left out: its length would be read as something else.</summary>
    private static List<byte> Labels(string domains)
    {
        var value = new List<byte>();
        foreach (var name in domains.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var labels = name.Split('.', StringSplitOptions.RemoveEmptyEntries);
            if (labels.Length == 0 || labels.Sum(label => label.Length + 1) + 1 > MaxName
                || labels.Any(label => label.Length > MaxLabel)) continue;
            foreach (var label in labels)
            {
                value.Add((byte)label.Length);
                value.AddRange(System.Text.Encoding.ASCII.GetBytes(label));
            }

            value.Add(0);
        }

        return value;
    }

    private static void AddNumber(List<byte> to, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        to.AddRange(bytes);
    }

    private static void Add(List<byte> to, ushort code, IReadOnlyCollection<byte> value)
    {
        to.AddRange([(byte)(code >> 8), (byte)code, (byte)(value.Count >> 8), (byte)value.Count]);
        to.AddRange(value);
    }

    /// <summary>Null where one ends beyond the message.</summary>
    private static List<(ushort Code, byte[] Value)>? Options(ReadOnlySpan<byte> rest)
    {
        var options = new List<(ushort, byte[])>();
        while (rest.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (rest.Length < 4 + length) return null;
            options.Add((BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(4, length).ToArray()));
            rest = rest[(4 + length)..];
        }

        return rest.IsEmpty ? options : null;
    }
}

/// <summary>Kinds of message (RFC 8415, section 7.3).</summary>
internal enum Dhcp6Kind : byte
{
    Solicit = 1,
    Advertise = 2,
    Request = 3,
    Confirm = 4,
    Renew = 5,
    Rebind = 6,
    Reply = 7,
    Release = 8,
    Decline = 9,
    InformationRequest = 11,
}
