using Virga.Ec2.NetworkInterfaces;
using Virga.Tests.Network.Desired;
using Virga.Wire.Ec2;

namespace Virga.Simulation.Network;

/// <summary>A network made by the API from a seed: three VPCs, two of the same block, and whatever chance gives.
/// </summary>
internal sealed class RandomNetwork
{
    private static readonly string[] Blocks = ["10.0", "10.0", "172.16"];
    private static readonly int[] PortChoices = [22, 80, 8000];

    private readonly NetworkLab lab;
    private readonly Random random;
    private readonly List<string> vpcs = [];
    private readonly List<List<string>> groups = [[], [], []];

    public RandomNetwork(NetworkLab lab, int seed)
    {
        this.lab = lab;
        random = new(seed);
        for (var i = 0; i < Blocks.Length; i++) vpcs.Add(lab.Vpc($"{Blocks[i]}.0.0/16"));
        Peering = lab.Peer(vpcs[0], vpcs[2]);
        for (var i = 0; i < Blocks.Length; i++) Groups(i);
        for (var i = 0; i < Blocks.Length; i++) Fill(i);
    }

    public string Peering { get; }

    public List<string> Instances { get; } = [];

    public List<string> PublicAddresses { get; } = [];

    public int Port() => Pick(PortChoices);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>One more change, so that what was computed before has to be kept up to date.</summary>
    public void Change()
    {
        var vpc = random.Next(Blocks.Length);
        switch (random.Next(5))
        {
            case 0: Rule(vpc, Pick(groups[vpc])); break;
            case 1: Entry(vpc); break;
            case 2: Stop(); break;
            case 3: Start(); break;
            default: Regroup(); break;
        }
    }

    private void Stop() =>
        lab.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [Pick(Instances)] });

    private void Start() =>
        lab.Run<object>("StartInstances", new StartInstancesRequest { InstanceIds = [Pick(Instances)] });

    private void Regroup()
    {
        var instance = Pick(Instances);
        var vpc = vpcs.IndexOf(lab.Instance(instance).VpcId!);
        lab.Run<object>("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = instance, Groups = [Pick(groups[vpc])],
        });
    }

    private void Groups(int vpc)
    {
        for (var i = 0; i < 3; i++)
        {
            groups[vpc].Add(lab.Group(vpcs[vpc]));
            if (Chance(20)) lab.CloseEgress(groups[vpc][i]);
        }

        foreach (var group in groups[vpc])
        {
            for (var i = random.Next(1, 4); i > 0; i--) Rule(vpc, group);
        }
    }

    private void Rule(int vpc, string group)
    {
        var isAll = Chance(30);
        var port = Port();
        var permission = new IpPermission
        {
            IpProtocol = isAll ? "-1" : "tcp",
            FromPort = isAll ? null : port,
            ToPort = isAll ? null : Chance(30) ? 9000 : port,
        };
        if (Chance(40)) permission.UserIdGroupPairs = [new() { GroupId = Peer(vpc) }];
        else permission.IpRanges =
            [new() { CidrIp = Pick<string>(["0.0.0.0/0", $"{Blocks[vpc]}.1.0/24", "10.0.0.0/16", "203.0.113.0/24"]) }];
        try
        {
            lab.Allow(group, permission);
        }
        catch (Virga.Service.AwsException again) when (again.Code == "InvalidPermission.Duplicate")
        {
            // Chance gave the same rule twice.
        }
    }

    private string Peer(int vpc) => vpc switch
    {
        2 when Chance(50) => Pick(groups[0]),
        0 when Chance(50) && groups[2].Count > 0 => Pick(groups[2]),
        _ => Pick(groups[vpc]),
    };

    private void Fill(int vpc)
    {
        var id = vpcs[vpc];
        var subnets = Enumerable.Range(1, 3).Select(n => lab.Subnet(id, $"{Blocks[vpc]}.{n}.0/24")).ToList();
        var gateway = Chance(80) ? lab.Gateway(id) : null;
        var main = lab.MainTable(id);
        if (gateway is not null && Chance(80)) lab.Route(main, "0.0.0.0/0", route => route.GatewayId = gateway);
        if (vpc != 1 && Chance(80)) RouteToPeer(vpc, main);
        if (gateway is not null)
        {
            var inner = lab.Table(id, subnets[2]);
            var nat = lab.Nat(subnets[0], Chance(80));
            if (Chance(80)) lab.Route(inner, "0.0.0.0/0", route => route.NatGatewayId = nat);
            if (vpc != 1 && Chance(50)) RouteToPeer(vpc, inner);
        }

        for (var i = 0; i < 3; i++) Entry(vpc);
        for (var i = 0; i < 4; i++) Launch(vpc, Pick(subnets), gateway is not null);
    }

    private void RouteToPeer(int vpc, string table) => lab.Route(
        table, vpc == 0 ? "172.16.0.0/16" : "10.0.0.0/16", route => route.VpcPeeringConnectionId = Peering);

    private void Launch(int vpc, string subnet, bool hasGateway)
    {
        var instance = lab.Launch(subnet, [.. groups[vpc].Where(_ => Chance(50)).DefaultIfEmpty(groups[vpc][0])]);
        Instances.Add(instance);
        if (hasGateway && Chance(60)) PublicAddresses.Add(lab.Elastic(lab.Eni(instance)));
    }

    private void Entry(int vpc)
    {
        if (!Chance(40)) return;
        var acl = lab.World.View.Rows<Virga.Ec2.NetworkAcls.NetworkAclRow>().First(one => one.VpcId == vpcs[vpc]);
        var isEgress = Chance(50);
        var number = random.Next(1, 99);
        if (acl.Entries.Any(entry => entry.RuleNumber == number && entry.IsEgress == isEgress)) return;
        var port = Port();
        var isTcp = Chance(80);
        lab.Run<object>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl.Id, RuleNumber = number, Egress = isEgress, Protocol = isTcp ? "6" : "-1",
            RuleAction = Chance(30) ? "allow" : "deny",
            CidrBlock = Pick<string>([$"{Blocks[vpc]}.{random.Next(1, 4)}.0/24", "203.0.113.0/24", "172.16.0.0/16"]),
            PortRange = isTcp ? new() { From = port, To = Chance(20) ? 65_535 : port } : null,
        });
    }

    /// <summary>The primary interface of an instance.</summary>
    public NetworkInterfaceRow Interface(string instance) => lab.World.View.Rows<NetworkInterfaceRow>()
        .By(NetworkInterfaceRow.ByInstance, instance).First();
}
