using System.Net;
using Virga.Network;

namespace Virga.Tests.Network;

/// <summary>Builds desired states for tests, one fact a line. Indexes count up by kind.</summary>
internal sealed class Topology
{
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    public FabricState State { get; private set; } = FabricState.Empty;

    public static readonly FabricRule All4 = new() { Protocol = -1, Cidr = IPNetwork.Parse("0.0.0.0/0") };
    public static readonly FabricRule All6 = new() { Protocol = -1, Cidr = IPNetwork.Parse("::/0") };

    public Topology Put(FabricState part)
    {
        State = new FabricDelta(part with { Settings = State.Settings }, []).ApplyTo(State);
        return this;
    }

    public Topology Remove(params string[] ids)
    {
        State = new FabricDelta(new FabricState { Settings = State.Settings }, [.. ids]).ApplyTo(State);
        return this;
    }

    public Topology Settings(FabricSettings settings)
    {
        State = State with { Settings = settings };
        return this;
    }

    public Topology Vpc(string id, string cidr, string? cidr6 = null) => Put(new()
    {
        Vpcs =
        [
            new FabricVpc
            {
                Id = id,
                Index = Index(id, "vpc"),
                Cidrs = [IPNetwork.Parse(cidr)],
                Ipv6Cidrs = cidr6 is null ? [] : [IPNetwork.Parse(cidr6)],
            },
        ],
    });

    public Topology Subnet(string id, string vpc, string cidr, string table, string? acl = null) => Put(new()
    {
        Subnets =
        [
            new FabricSubnet
            {
                Id = id,
                Index = Index(id, "subnet", 100),
                VpcId = vpc,
                Cidr = IPNetwork.Parse(cidr),
                RouteTableId = table,
                NetworkAclId = acl,
            },
        ],
    });

    /// <param name="routes">"0.0.0.0/0 igw-1": the kind of target is told by the id's beginning.</param>
    public Topology Routes(string id, string vpc, params string[] routes) => Put(new()
    {
        RouteTables =
        [
            new FabricRouteTable
            {
                Id = id,
                Index = Index(id, "rtb"),
                VpcId = vpc,
                Routes = routes.Select(Route).ToValueList(),
            },
        ],
    });

    /// <param name="ingress">See <see cref="Rule"/>. Egress is open, as AWS's default is.</param>
    public Topology Group(string id, string vpc, params string[] ingress) => Put(new()
    {
        SecurityGroups =
        [
            new FabricSecurityGroup
            {
                Id = id,
                VpcId = vpc,
                Ingress = ingress.Select(Rule).ToValueList(),
                Egress = [All4, All6],
            },
        ],
    });

    /// <summary>Gives a group rules of its own for what leaves.</summary>
    /// <param name="id">The group.</param>
    /// <param name="egress">See <see cref="Rule"/>.</param>
    public Topology Egress(string id, params string[] egress) => Put(new()
    {
        SecurityGroups =
        [
            State.SecurityGroups.First(group => group.Id == id) with { Egress = egress.Select(Rule).ToValueList() },
        ],
    });

    public Topology Interface(string id, string subnet, string address, params string[] groups)
    {
        var index = Index(id, "eni");
        return Put(new()
        {
            Interfaces =
            [
                new FabricInterface
                {
                    Id = id,
                    Index = index,
                    SubnetId = subnet,
                    MacAddress = $"0a:00:00:00:{index >> 8:x2}:{index & 255:x2}",
                    Ipv4Addresses = [IPAddress.Parse(address)],
                    SecurityGroupIds = [.. groups],
                },
            ],
        });
    }

    public Topology Change(string interfaceId, Func<FabricInterface, FabricInterface> change) =>
        Put(new() { Interfaces = [change(State.Interfaces.First(item => item.Id == interfaceId))] });

    public Topology Attach(string interfaceId, string path, string link = "eth0", int device = 0) =>
        Change(interfaceId, item => item with
        {
            Attachment = new FabricAttachment
            {
                InstanceId = "i-" + interfaceId,
                NetworkNamespace = path,
                LinkName = link,
                DeviceIndex = device,
            },
        });

    public Topology Internet(string id, string vpc) => Put(new() { InternetGateways = [new(id, vpc)] });

    public Topology Elastic(string id, string publicAddress, string interfaceId)
    {
        var item = State.Interfaces.First(found => found.Id == interfaceId);
        return Put(new()
        {
            ElasticAddresses = [new(id, IPAddress.Parse(publicAddress), interfaceId, item.Ipv4Addresses[0])],
        });
    }

    public Topology Nat(string id, string interfaceId) =>
        Put(new() { NatGateways = [new(id, Index(id, "nat"), interfaceId)] });

    public Topology Peering(string id, string requester, string accepter) =>
        Put(new() { Peerings = [new(id, Index(id, "pcx"), requester, accepter)] });

    /// <param name="entries">"100 allow tcp/80 10.0.0.0/8"; the same for both directions are separate lists.</param>
    public Topology Acl(string id, string[] ingress, string[] egress) => Put(new()
    {
        NetworkAcls =
        [
            new FabricNetworkAcl
            {
                Id = id,
                Ingress = ingress.Select(Entry).ToValueList(),
                Egress = egress.Select(Entry).ToValueList(),
            },
        ],
    });

    /// <summary>"tcp/22 10.0.0.0/8", "udp/1-9 sg-1", "icmp pl-1", "all 0.0.0.0/0".</summary>
    public static FabricRule Rule(string text)
    {
        var words = text.Split(' ');
        var (protocol, from, to) = Ports(words[0]);
        var peer = words[1];
        return new FabricRule
        {
            Protocol = protocol,
            FromPort = from,
            ToPort = to,
            SecurityGroupId = peer.StartsWith("sg-", StringComparison.Ordinal) ? peer : null,
            PrefixListId = peer.StartsWith("pl-", StringComparison.Ordinal) ? peer : null,
            Cidr = peer.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(peer) : null,
        };
    }

    private static FabricAclEntry Entry(string text)
    {
        var words = text.Split(' ');
        var (protocol, from, to) = Ports(words[2]);
        return new FabricAclEntry
        {
            Number = int.Parse(words[0]),
            IsAllowed = words[1] == "allow",
            Protocol = protocol,
            FromPort = from,
            ToPort = to,
            Cidr = IPNetwork.Parse(words[3]),
        };
    }

    private static (int Protocol, int From, int To) Ports(string text)
    {
        var parts = text.Split('/');
        var protocol = parts[0] switch { "tcp" => 6, "udp" => 17, "icmp" => 1, "icmpv6" => 58, _ => -1 };
        if (parts.Length == 1)
            return (protocol, -1, -1);
        var ports = parts[1].Split('-');
        return (protocol, int.Parse(ports[0]), int.Parse(ports[^1]));
    }

    private static FabricRoute Route(string text)
    {
        var words = text.Split(' ');
        var kind = words[1].Split('-')[0] switch
        {
            "igw" => FabricRouteTargetKind.InternetGateway,
            "eigw" => FabricRouteTargetKind.EgressOnlyInternetGateway,
            "nat" => FabricRouteTargetKind.NatGateway,
            "pcx" => FabricRouteTargetKind.VpcPeeringConnection,
            "eni" => FabricRouteTargetKind.NetworkInterface,
            "tgw" => FabricRouteTargetKind.TransitGateway,
            _ => FabricRouteTargetKind.Blackhole,
        };
        return new FabricRoute(IPNetwork.Parse(words[0]), new FabricRouteTarget(kind, words[1]));
    }

    private int Index(string id, string kind, int first = 0)
    {
        if (indexes.TryGetValue(id, out var index))
            return index;
        indexes[kind] = index = indexes.GetValueOrDefault(kind, first) + 1;
        return indexes[id] = index;
    }
}
