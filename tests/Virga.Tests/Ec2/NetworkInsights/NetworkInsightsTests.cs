using Virga.Tests.Network.Desired;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.NetworkInsights;

/// <summary>Paths and their analyses, in the shapes of Reachability Analyzer's guide.</summary>
public sealed class NetworkInsightsTests : IDisposable
{
    private readonly NetworkLab lab = new();
    private readonly string vpc;
    private readonly string subnet;
    private readonly string gateway;
    private readonly string table;
    private readonly string group;
    private readonly string server;

    public NetworkInsightsTests()
    {
        vpc = lab.Vpc("10.0.0.0/16");
        subnet = lab.Subnet(vpc, "10.0.2.0/24");
        gateway = lab.Gateway(vpc);
        table = lab.MainTable(vpc);
        group = lab.Group(vpc);
        server = lab.Launch(subnet, group);
    }

    [Fact]
    public void The_guides_example_is_not_reachable_and_says_why()
    {
        lab.Elastic(lab.Eni(server));
        lab.Allow(group, "tcp", 80, 80, "0.0.0.0/0");

        var found = Analyse(gateway, server, 22);

        Assert.Equal(("succeeded", false), (found.Status, found.NetworkPathFound));
        var why = Assert.Single(found.Explanations!);
        Assert.Equal(("ENI_SG_RULES_MISMATCH", "ingress"), (why.ExplanationCode, why.Direction));
        Assert.Equal(lab.Eni(server), why.NetworkInterface!.Id);
        Assert.Equal(
            $"arn:aws:ec2:us-east-1:123456789012:network-interface/{lab.Eni(server)}", why.NetworkInterface.Arn);
        Assert.Equal(group, Assert.Single(why.SecurityGroups!).Id);
        Assert.Equal((subnet, vpc), (why.Subnet!.Id, why.Vpc!.Id));
    }

    [Fact]
    public void From_the_internet_every_component_there_and_back_is_listed()
    {
        var address = lab.Elastic(lab.Eni(server));
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        lab.Allow(group, "tcp", 22, 22, "0.0.0.0/0");
        var acl = lab.State.Subnets.Single(one => one.Id == subnet).NetworkAclId!;

        var found = Analyse(gateway, server, 22);

        Assert.True(found.NetworkPathFound);
        Assert.Null(found.Explanations);
        Assert.Equal([gateway, acl, group, lab.Eni(server), server], Ids(found.ForwardPathComponents));
        Assert.Equal([server, lab.Eni(server), group, acl, table, gateway], Ids(found.ReturnPathComponents));
        var first = found.ForwardPathComponents![0];
        Assert.Equal(1, first.SequenceNumber);
        Assert.Equal([$"{address}/32"], first.InboundHeader!.DestinationAddresses);
        Assert.Equal([$"{lab.Address(server)}/32"], first.OutboundHeader!.DestinationAddresses);
        Assert.Equal("6", first.InboundHeader.Protocol);
        Assert.Equal((100, false, "allow", "all"), (
            found.ForwardPathComponents[1].AclRule!.RuleNumber, found.ForwardPathComponents[1].AclRule!.Egress,
            found.ForwardPathComponents[1].AclRule!.RuleAction, found.ForwardPathComponents[1].AclRule!.Protocol));
        var rule = found.ForwardPathComponents[2].SecurityGroupRule!;
        Assert.Equal(
            ("ingress", "tcp", "0.0.0.0/0", 22), (rule.Direction, rule.Protocol, rule.Cidr, rule.PortRange!.To));
        Assert.Equal(server, found.ForwardPathComponents[3].AttachedTo!.Id);
        var route = found.ReturnPathComponents![4].RouteTableRoute!;
        Assert.Equal(("0.0.0.0/0", gateway), (route.DestinationCidr, route.GatewayId));
        Assert.Equal([$"{address}/32"], found.ReturnPathComponents[5].OutboundHeader!.SourceAddresses);
    }

    [Fact]
    public void Between_instances_groups_acls_and_the_local_route_are_listed()
    {
        var client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), group);
        lab.Allow(group, new()
        {
            IpProtocol = "tcp", FromPort = 5432, ToPort = 5432, UserIdGroupPairs = [new() { GroupId = group }],
        });
        var acl = lab.State.Subnets.Single(one => one.Id == subnet).NetworkAclId!;

        var found = Analyse(client, server, 5432);

        Assert.True(found.NetworkPathFound);
        Assert.Equal(
            [client, lab.Eni(client), group, acl, table, acl, group, lab.Eni(server), server],
            Ids(found.ForwardPathComponents));
        Assert.Equal("local", found.ForwardPathComponents![4].RouteTableRoute!.GatewayId);
        Assert.Equal(group, found.ForwardPathComponents[6].SecurityGroupRule!.SecurityGroupId);
        Assert.Equal(
            [server, lab.Eni(server), group, acl, table, acl, lab.Eni(client), client],
            Ids(found.ReturnPathComponents));
    }

    [Fact]
    public void Through_a_nat_gateway_to_the_internet()
    {
        var outside = lab.Subnet(vpc, "10.0.9.0/24");
        lab.Route(lab.Table(vpc, outside), "0.0.0.0/0", route => route.GatewayId = gateway);
        var nat = lab.Nat(outside, isPublic: true);
        lab.Route(table, "0.0.0.0/0", route => route.NatGatewayId = nat);

        var found = Analyse(server, gateway, 443);

        Assert.True(found.NetworkPathFound);
        Assert.Contains(nat, Ids(found.ForwardPathComponents));
        Assert.Equal(gateway, Ids(found.ForwardPathComponents)[^1]);
        Assert.Contains(nat, Ids(found.ReturnPathComponents));
        Assert.Equal((gateway, server), (Ids(found.ReturnPathComponents)[0], Ids(found.ReturnPathComponents)[^1]));
    }

    [Fact]
    public void Each_reason_has_its_code()
    {
        var client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), group);
        Assert.Equal("SG_HAS_NO_RULES", Why(client, server, 80).ExplanationCode);
        Assert.Equal("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", Why(gateway, server, 80).ExplanationCode);

        var noRoute = Why(client, gateway, 80);
        Assert.Equal(("NO_ROUTE_TO_DESTINATION", table), (noRoute.ExplanationCode, noRoute.RouteTable!.Id));
        Assert.Equal(gateway, noRoute.Destination!.Id);

        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        var noAddress = Why(client, gateway, 80);
        Assert.Equal(
            ("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", gateway),
            (noAddress.ExplanationCode, noAddress.InternetGateway!.Id));

        lab.Allow(group, "-1", -1, -1, "0.0.0.0/0");
        var acl = lab.State.Subnets.Single(one => one.Id == subnet).NetworkAclId!;
        lab.Run<CreateNetworkAclEntryResult>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = 10, Egress = false, Protocol = "6", RuleAction = "deny",
            CidrBlock = "10.0.1.0/24", PortRange = new() { From = 80, To = 80 },
        });
        var denied = Why(client, server, 80);
        Assert.Equal(("SUBNET_ACL_RESTRICTION", acl, 10), (
            denied.ExplanationCode, denied.Acl!.Id, denied.AclRule!.RuleNumber));

        var other = lab.Launch(lab.Subnet(lab.Vpc("10.1.0.0/16"), "10.1.1.0/24"));
        Assert.Equal("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", Why(client, other, 80).ExplanationCode);
        Assert.Equal("NO_SOURCE_OR_DESTINATION", Why("i-0123456789abcdef0", server, 80).ExplanationCode);
        Assert.Equal("UNSUPPORTED_COMPONENT", Why(client, vpc, 80).ExplanationCode);
    }

    [Fact]
    public void A_path_without_a_port_is_open_if_any_port_is()
    {
        var client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), group);
        lab.Allow(group, "tcp", 8443, 8450, "0.0.0.0/0");

        Assert.True(Analyse(client, server, null).NetworkPathFound);
    }

    [Fact]
    public void A_path_may_have_to_go_through_a_component_or_around_it()
    {
        var client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), group);
        lab.Allow(group, "-1", -1, -1, "0.0.0.0/0");
        var path = Path(client, server, 80);
        string[] arns = [$"arn:aws:ec2:us-east-1:123456789012:internet-gateway/{gateway}"];

        Assert.True(Started(new() { NetworkInsightsPathId = path, FilterOutArns = [.. arns] }).NetworkPathFound);
        var around = Started(new() { NetworkInsightsPathId = path, FilterInArns = [.. arns] });
        Assert.False(around.NetworkPathFound);
        Assert.Equal("COMPONENT_FILTER_RESTRICTION", around.Explanations![0].ExplanationCode);
        Assert.Equal([.. arns], around.FilterInArns);
    }

    [Fact]
    public void An_analysis_keeps_what_it_found_and_holds_its_path()
    {
        var client = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), group);
        var path = Path(client, server, 80);
        var before = Started(new() { NetworkInsightsPathId = path });
        lab.Allow(group, "tcp", 80, 80, "0.0.0.0/0");
        var after = Started(new() { NetworkInsightsPathId = path });

        var all = lab.Run<DescribeNetworkInsightsAnalysesResult>("DescribeNetworkInsightsAnalyses",
            new DescribeNetworkInsightsAnalysesRequest { NetworkInsightsPathId = path }).NetworkInsightsAnalyses!;
        Assert.Equal([false, true], all.Select(one => one.NetworkPathFound));
        var found = lab.Run<DescribeNetworkInsightsAnalysesResult>("DescribeNetworkInsightsAnalyses",
            new DescribeNetworkInsightsAnalysesRequest
            {
                Filters = [new() { Name = "path-found", Values = ["true"] }],
            }).NetworkInsightsAnalyses!;
        Assert.Equal(after.NetworkInsightsAnalysisId, Assert.Single(found).NetworkInsightsAnalysisId);

        var request = new DeleteNetworkInsightsPathRequest { NetworkInsightsPathId = path };
        Assert.Equal(
            "AnalysisExistsForNetworkInsightsPath", lab.World.Fail("DeleteNetworkInsightsPath", request).Code);
        foreach (var id in new[] { before.NetworkInsightsAnalysisId, after.NetworkInsightsAnalysisId })
        {
            lab.Run<DeleteNetworkInsightsAnalysisResult>("DeleteNetworkInsightsAnalysis",
                new DeleteNetworkInsightsAnalysisRequest { NetworkInsightsAnalysisId = id });
        }

        lab.Run<DeleteNetworkInsightsPathResult>("DeleteNetworkInsightsPath", request);
        Assert.Equal(
            "InvalidNetworkInsightsPathId.NotFound", lab.World.Fail("DeleteNetworkInsightsPath", request).Code);
    }

    [Fact]
    public void A_path_is_described_as_it_was_asked_for()
    {
        var made = lab.Run<CreateNetworkInsightsPathResult>("CreateNetworkInsightsPath",
            new CreateNetworkInsightsPathRequest
            {
                Source = $"arn:aws:ec2:us-east-1:123456789012:internet-gateway/{gateway}",
                Destination = server,
                Protocol = "TCP",
                FilterAtSource = new() { DestinationPortRange = new() { FromPort = 22, ToPort = 22 } },
                TagSpecifications =
                [
                    new() { ResourceType = "network-insights-path", Tags = [new() { Key = "a", Value = "b" }] },
                ],
            }).NetworkInsightsPath!;

        Assert.Matches("^nip-0[0-9a-f]{16}$", made.NetworkInsightsPathId);
        Assert.Equal((gateway, server, "tcp"), (made.Source, made.Destination, made.Protocol));
        Assert.Equal($"arn:aws:ec2:us-east-1:123456789012:instance/{server}", made.DestinationArn);
        Assert.Equal(22, made.FilterAtSource!.DestinationPortRange!.ToPort);
        Assert.Equal("b", made.Tags![0].Value);
        var listed = lab.Run<DescribeNetworkInsightsPathsResult>("DescribeNetworkInsightsPaths",
            new DescribeNetworkInsightsPathsRequest { Filters = [new() { Name = "source", Values = [gateway] }] });
        Assert.Equal(made.NetworkInsightsPathId, Assert.Single(listed.NetworkInsightsPaths!).NetworkInsightsPathId);
    }

    [Theory]
    [InlineData("MissingParameter", "igw-0123456789abcdef0", null, "tcp", null)]
    [InlineData("InvalidParameterValue", "nonsense", "i-0123456789abcdef0", "tcp", null)]
    [InlineData("InvalidParameterValue", "igw-0123456789abcdef0", "i-0123456789abcdef0", "icmp", null)]
    [InlineData("InvalidParameterCombination", "igw-0123456789abcdef0", "i-0123456789abcdef0", "tcp", 22)]
    public void What_makes_no_path_is_refused(
        string code, string source, string? destination, string protocol, int? port)
    {
        var error = lab.World.Fail("CreateNetworkInsightsPath", new CreateNetworkInsightsPathRequest
        {
            Source = source,
            Destination = destination,
            Protocol = protocol,
            DestinationPort = port,
            FilterAtSource = port is null ? null : new() { DestinationPortRange = new() { FromPort = 1, ToPort = 2 } },
        });

        Assert.Equal(code, error.Code);
    }

    public void Dispose() => lab.Dispose();

    private static List<string> Ids(List<PathComponent>? components) =>
        [.. components!.Select(component => component.Component!.Id!)];

    private Explanation Why(string source, string destination, int port)
    {
        var found = Analyse(source, destination, port);
        Assert.False(found.NetworkPathFound);
        return Assert.Single(found.Explanations!);
    }

    private NetworkInsightsAnalysis Analyse(string source, string destination, int? port) =>
        Started(new() { NetworkInsightsPathId = Path(source, destination, port) });

    private string Path(string source, string destination, int? port) =>
        lab.Run<CreateNetworkInsightsPathResult>("CreateNetworkInsightsPath", new CreateNetworkInsightsPathRequest
        {
            Source = source, Destination = destination, Protocol = "tcp", DestinationPort = port,
        }).NetworkInsightsPath!.NetworkInsightsPathId!;

    private NetworkInsightsAnalysis Started(StartNetworkInsightsAnalysisRequest request)
    {
        var started = lab.Run<StartNetworkInsightsAnalysisResult>("StartNetworkInsightsAnalysis", request)
            .NetworkInsightsAnalysis!;
        Assert.Equal("running", started.Status);
        return lab.Run<DescribeNetworkInsightsAnalysesResult>("DescribeNetworkInsightsAnalyses",
            new DescribeNetworkInsightsAnalysesRequest
            {
                NetworkInsightsAnalysisIds = [started.NetworkInsightsAnalysisId!],
            }).NetworkInsightsAnalyses![0];
    }
}
