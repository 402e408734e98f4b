using System.Collections.Concurrent;
using System.Net;
using Virga.Network;
using Virga.Network.Reachability;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>
/// Random networks, made from a seed: for pairs of (source, destination, port) the walker's prediction is held against
/// a real connection attempt. A disagreement in either direction is a defect of the walker or of the fabric.
/// </summary>
[Collection("fabric")]
public sealed class RandomTopologyTests
{
    private const int PairsPerSeed = 50;
    private const string WorldAddress = "192.0.2.1";
    private const string WorldIpv6Address = "2001:db8:ffff::1";
    private static readonly int[] ports = [22, 80, 8000];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Predictions_and_packets_agree(int seed)
    {
        await using var rig = await FabricRig.StartAsync();
        var random = new RandomTopology(rig, seed);
        await random.BuildAsync();
        var world = await rig.WorldAsync();
        await world.AnswerAsync(ports);
        await rig.ApplyAsync();

        var index = new FabricIndex(rig.Topology.State);
        var disagreements = new ConcurrentBag<string>();
        var reachable = 0;
        var pairs = Enumerable.Range(0, PairsPerSeed).Select(_ => random.Pair()).ToList();
        await Parallel.ForEachAsync(pairs, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (pair, _) =>
        {
            var answer = PathWalker.Walk(index, pair.Question);
            var source = pair.Source ?? world;
            var address = pair.Question.Destination.ToString();
            var said = (pair.Question.Protocol, answer.IsReachable) switch
            {
                (IpProtocol.Udp, var isExpected) =>
                    await source.AskByUdpAsync(address, pair.Question.Port, isExpected ? 10 : 1),
                (_, true) => await source.AskAsync(address, pair.Question.Port),
                _ => await source.TryAskAsync(address, pair.Question.Port),
            };
            var expected = answer.ReachedInterfaceId ?? "world";
            var isAgreed = answer.IsReachable
                ? said.StartsWith(expected + " sees", StringComparison.Ordinal)
                : said.Length == 0;
            if (answer.IsReachable)
                Interlocked.Increment(ref reachable);
            if (!isAgreed)
                disagreements.Add(
                    $"{source.Name} -> {address}:{pair.Question.Port}/{pair.Question.Protocol}: {answer}, "
                    + $"but packets say '{said}'");
        });

        Assert.True(disagreements.IsEmpty, string.Join(Environment.NewLine, disagreements));
        // A test that finds everything closed (or open) tests nothing.
        Assert.InRange(reachable, 2, PairsPerSeed - 2);
    }

    /// <summary>Three VPCs (two of the same block), with whatever the seed gives them.</summary>
    private sealed class RandomTopology(FabricRig rig, int seed)
    {
        private static readonly string[] blocks = ["10.0", "10.0", "172.31"];
        private readonly Random random = new(seed);
        private readonly List<(Guest Guest, string Id, string Address, string? Ipv6)> guests = [];
        private readonly List<string> publicAddresses = [];

        private Topology Topology => rig.Topology;

        public async Task BuildAsync()
        {
            Topology.Put(new() { PrefixLists = [List("pl-1"), List("pl-2")] });
            for (var vpc = 1; vpc <= blocks.Length; vpc++)
                await AddVpcAsync(vpc);
            Topology.Peering("pcx-1", "vpc-1", "vpc-3");
            if (Chance(50))
            {
                Topology.Put(new() { TransitGateways = [Transit()] });
            }
        }

        public (Guest? Source, PathQuestion Question) Pair()
        {
            var source = Chance(15) ? default : guests[random.Next(guests.Count)];
            while (true)
            {
                var destination = Destination(source);
                // A guest reaches its own address without any network.
                if (destination == source.Address || destination == source.Ipv6
                    || (source.Id is null && destination is WorldAddress or WorldIpv6Address))
                    continue;
                var isIpv6 = destination.Contains(':', StringComparison.Ordinal);
                return (source.Guest, new PathQuestion
                {
                    SourceInterfaceId = source.Id,
                    SourceAddress =
                        source.Id is null ? IPAddress.Parse(isIpv6 ? WorldIpv6Address : WorldAddress) : null,
                    Destination = IPAddress.Parse(destination),
                    Protocol = Chance(25) ? IpProtocol.Udp : IpProtocol.Tcp,
                    Port = ports[random.Next(ports.Length)],
                });
            }
        }

        private string Destination((Guest Guest, string Id, string Address, string? Ipv6) source)
        {
            if (Chance(25) && publicAddresses.Count > 0) return publicAddresses[random.Next(publicAddresses.Count)];
            if (Chance(10)) return Chance(50) ? WorldIpv6Address : WorldAddress;
            var near = Near(source.Id);
            return Chance(40) && near.Ipv6 is { } ipv6 ? ipv6 : near.Address;
        }

        /// <summary>Mostly a guest of the same VPC: between VPCs most things are closed.</summary>
        private (Guest Guest, string Id, string Address, string? Ipv6) Near(string? id)
        {
            var near = guests.Where(guest => id is not null && guest.Id[..5] == id[..5]).ToList();
            return near.Count > 0 && Chance(60) ? near[random.Next(near.Count)] : guests[random.Next(guests.Count)];
        }

        private FabricPrefixList List(string id)
        {
            string[] blocks = ["10.0.1.0/24", "10.0.2.0/23", "172.31.2.0/24", "198.18.0.0/16", "2001:db8:1::/48"];
            return new() { Id = id, Entries = [.. blocks.Where(_ => Chance(50)).Select(IPNetwork.Parse)] };
        }

        private static string Ipv6Of(int vpc) => $"2001:db8:{vpc}::";

        private async Task AddVpcAsync(int vpc)
        {
            var id = $"vpc-{vpc}";
            Topology.Vpc(id, $"{blocks[vpc - 1]}.0.0/16", $"{Ipv6Of(vpc)}/56");
            if (Chance(80))
                Topology.Internet($"igw-{vpc}", id);
            if (Chance(50))
                Topology.Put(new() { EgressOnlyInternetGateways = [new($"eigw-{vpc}", id)] });
            for (var group = 1; group <= 3; group++)
            {
                Topology.Group($"sg-{vpc}{group}", id, Rules(vpc));
                if (Chance(30))
                    Topology.Egress($"sg-{vpc}{group}", Rules(vpc));
            }

            Topology.Acl($"acl-{vpc}", Entries(vpc), Entries(vpc));
            for (var table = 1; table <= 2; table++)
                Topology.Routes($"rtb-{vpc}{table}", id, Routes(vpc, table));
            for (var subnet = 1; subnet <= 3; subnet++)
            {
                Topology.Subnet(
                    $"subnet-{vpc}{subnet}", id, $"{blocks[vpc - 1]}.{subnet}.0/24",
                    $"rtb-{vpc}{(subnet == 1 ? 1 : random.Next(1, 3))}", Chance(40) ? $"acl-{vpc}" : null);
                if (Chance(15))
                    Block($"subnet-{vpc}{subnet}", Chance(50) ? InternetBlock.Ingress : InternetBlock.Bidirectional);
            }

            await AddInterfacesAsync(vpc);
        }

        private void Block(string subnet, InternetBlock mode) => Topology.Put(new()
        {
            Subnets = [Topology.State.Subnets.First(item => item.Id == subnet) with { InternetBlock = mode }],
        });

        private async Task AddInterfacesAsync(int vpc)
        {
            var nat = $"eni-nat{vpc}";
            Topology.Interface(nat, $"subnet-{vpc}1", $"{blocks[vpc - 1]}.1.200").Nat($"nat-{vpc}", nat);
            if (Chance(80))
                Topology.Elastic($"eip-nat{vpc}", $"198.18.{vpc}.200", nat);
            for (var i = 0; i < 5; i++)
            {
                var subnet = random.Next(1, 4);
                var address = $"{blocks[vpc - 1]}.{subnet}.{10 + i}";
                var groups =
                    Enumerable.Range(1, 3).Where(_ => Chance(50)).Select(group => $"sg-{vpc}{group}").ToArray();
                var id = $"eni-{vpc}{i}";
                var guest = await rig.GuestAsync(id, $"subnet-{vpc}{subnet}", address, groups);
                var ipv6 = Chance(60) ? $"{Ipv6Of(vpc)}{subnet}:{10 + i}" : null;
                if (ipv6 is not null)
                    Topology.Change(id, item => item with { Ipv6Addresses = [IPAddress.Parse(ipv6)] });
                await guest.AnswerAsync(ports);
                guests.Add((guest, id, address, ipv6));
                if (!Chance(50))
                    continue;
                Topology.Elastic($"eip-{vpc}{i}", $"198.18.{vpc}.{i}", id);
                publicAddresses.Add($"198.18.{vpc}.{i}");
            }
        }

        private string[] Rules(int vpc)
        {
            string[] peers =
            [
                "0.0.0.0/0", $"{blocks[vpc - 1]}.1.0/24", "198.18.0.0/15", "172.31.0.0/16", "10.0.0.0/16",
                $"sg-{vpc}1", "sg-11", "sg-32", $"{WorldAddress}/32", "pl-1", "pl-2", "::/0", $"{Ipv6Of(vpc)}/56",
            ];
            string[] kinds = ["tcp/80", "tcp/22", "tcp/1-9000", "all", "udp/80", "udp/22-8000"];
            return [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => $"{Pick(kinds)} {Pick(peers)}")];
        }

        private string[] Entries(int vpc)
        {
            string[] kinds = ["tcp/80", "tcp/22-8000", "all"];
            string[] peers = ["0.0.0.0/0", $"{blocks[vpc - 1]}.2.0/24", "198.18.0.0/16", "::/0"];
            var entries = Enumerable.Range(1, random.Next(0, 3))
                .Select(n => $"{n}00 {(Chance(40) ? "allow" : "deny")} {Pick(kinds)} {Pick(peers)}").ToList();
            if (Chance(80))
                entries.Add("900 allow all 0.0.0.0/0");
            if (Chance(80))
                entries.Add("901 allow all ::/0");
            return [.. entries];
        }

        private string[] Routes(int vpc, int table)
        {
            var routes = new List<string>();
            if (Chance(85))
                routes.Add(table == 1 ? $"0.0.0.0/0 igw-{vpc}" : $"0.0.0.0/0 nat-{vpc}");
            if (Chance(85))
                routes.Add($"::/0 {(Chance(50) ? "igw" : "eigw")}-{vpc}");
            if (vpc == 1 && Chance(70))
                routes.AddRange(["172.31.0.0/16 pcx-1", $"{Ipv6Of(3)}/56 pcx-1"]);
            if (vpc == 3 && Chance(70))
                routes.AddRange(["10.0.0.0/16 pcx-1", $"{Ipv6Of(1)}/56 pcx-1"]);
            if (vpc == 2 && Chance(70))
                routes.AddRange(["172.31.0.0/16 tgw-1", $"{Ipv6Of(3)}/56 tgw-1"]);
            if (vpc == 3 && Chance(50))
                routes.AddRange(["10.0.2.0/24 tgw-1", $"{Ipv6Of(2)}/56 tgw-1"]);
            if (Chance(15))
                routes.Add("198.18.1.0/30 blackhole");
            return [.. routes];
        }

        private static FabricTransitGateway Transit() => new()
        {
            Id = "tgw-1",
            Index = 1,
            Attachments = [new("tgw-attach-2", 2, "vpc-2", "tgw-rtb-1"), new("tgw-attach-3", 3, "vpc-3", "tgw-rtb-1")],
            RouteTables =
            [
                new("tgw-rtb-1", 1,
                [
                    new(IPNetwork.Parse("10.0.0.0/16"), "tgw-attach-2"),
                    new(IPNetwork.Parse("172.31.0.0/16"), "tgw-attach-3"),
                    new(IPNetwork.Parse($"{Ipv6Of(2)}/56"), "tgw-attach-2"),
                    new(IPNetwork.Parse($"{Ipv6Of(3)}/56"), "tgw-attach-3"),
                ]),
            ],
        };

        private bool Chance(int percent) => random.Next(100) < percent;

        private string Pick(string[] of) => of[random.Next(of.Length)];
    }
}
