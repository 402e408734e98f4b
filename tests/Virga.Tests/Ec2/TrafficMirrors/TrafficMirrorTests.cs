using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.TrafficMirrors;

/// <summary>Filters, rules, targets and sessions, and who needs whom.</summary>
public sealed class TrafficMirrorTests
{
    [Fact]
    public void A_session_keeps_its_filter_and_target_and_ends_with_its_interface()
    {
        using var world = new TestWorld();
        var (source, _, filter, target, session) = Session(world);

        var used = world.Fail(
            "DeleteTrafficMirrorFilter", new DeleteTrafficMirrorFilterRequest { TrafficMirrorFilterId = filter });
        var needed = world.Fail(
            "DeleteTrafficMirrorTarget", new DeleteTrafficMirrorTargetRequest { TrafficMirrorTargetId = target });
        world.Run<object>(
            "DeleteNetworkInterface", new DeleteNetworkInterfaceRequest { NetworkInterfaceId = source });
        var gone = world.Fail(
            "DescribeTrafficMirrorSessions",
            new DescribeTrafficMirrorSessionsRequest { TrafficMirrorSessionIds = [session] });
        world.Run<object>(
            "DeleteTrafficMirrorTarget", new DeleteTrafficMirrorTargetRequest { TrafficMirrorTargetId = target });

        Assert.Equal("TrafficMirrorFilterInUse", used.Code);
        Assert.Equal("TrafficMirrorTargetInUse", needed.Code);
        Assert.Equal("InvalidTrafficMirrorSessionId.NotFound", gone.Code);
    }

    [Fact]
    public void A_rule_is_shown_in_its_filter_and_by_itself_and_changes_field_by_field()
    {
        using var world = new TestWorld();
        var filter = NewFilter(world);
        var rule = world.Run<CreateTrafficMirrorFilterRuleResult>(
            "CreateTrafficMirrorFilterRule", Rule(filter, 100)).TrafficMirrorFilterRule!;

        var twice = world.Fail("CreateTrafficMirrorFilterRule", Rule(filter, 100));
        world.Run<object>("ModifyTrafficMirrorFilterRule", new ModifyTrafficMirrorFilterRuleRequest
        {
            TrafficMirrorFilterRuleId = rule.TrafficMirrorFilterRuleId, RuleNumber = 7,
            RemoveFields = ["destination-port-range", "protocol"],
        });
        var shown = world.Run<DescribeTrafficMirrorFiltersResult>(
            "DescribeTrafficMirrorFilters", new DescribeTrafficMirrorFiltersRequest()).TrafficMirrorFilters![0];

        Assert.Equal("10.0.0.0/8", rule.SourceCidrBlock);
        Assert.Equal("TrafficMirrorFilterRuleAlreadyExists", twice.Code);
        var one = Assert.Single(shown.IngressFilterRules!);
        Assert.Equal(7, one.RuleNumber);
        Assert.Null(one.DestinationPortRange);
        Assert.Null(one.Protocol);
        Assert.Empty(shown.EgressFilterRules!);
    }

    /// <summary>A session between two interfaces.</summary>
    internal static (string Source, string Sink, string Filter, string Target, string Session) Session(TestWorld world)
    {
        var (_, subnet) = TransitGatewayTests.NewVpc(world, "10.7.0.0/16");
        var source = NewInterface(world, subnet);
        var sink = NewInterface(world, subnet);
        var filter = NewFilter(world);
        world.Run<object>("CreateTrafficMirrorFilterRule", Rule(filter, 100));
        var target = world.Run<CreateTrafficMirrorTargetResult>(
            "CreateTrafficMirrorTarget", new CreateTrafficMirrorTargetRequest { NetworkInterfaceId = sink })
            .TrafficMirrorTarget!.TrafficMirrorTargetId!;
        var session = world.Run<CreateTrafficMirrorSessionResult>(
            "CreateTrafficMirrorSession", new CreateTrafficMirrorSessionRequest
            {
                NetworkInterfaceId = source, TrafficMirrorTargetId = target, TrafficMirrorFilterId = filter,
                SessionNumber = 1,
            }).TrafficMirrorSession!.TrafficMirrorSessionId!;
        return (source, sink, filter, target, session);
    }

    private static string NewInterface(TestWorld world, string subnet) => world.Run<CreateNetworkInterfaceResult>(
        "CreateNetworkInterface", new CreateNetworkInterfaceRequest { SubnetId = subnet })
        .NetworkInterface!.NetworkInterfaceId!;

    private static string NewFilter(TestWorld world) => world.Run<CreateTrafficMirrorFilterResult>(
        "CreateTrafficMirrorFilter", new CreateTrafficMirrorFilterRequest { Description = "all" })
        .TrafficMirrorFilter!.TrafficMirrorFilterId!;

    private static CreateTrafficMirrorFilterRuleRequest Rule(string filter, int number) => new()
    {
        TrafficMirrorFilterId = filter, TrafficDirection = "ingress", RuleNumber = number, RuleAction = "accept",
        Protocol = 6, DestinationPortRange = new() { FromPort = 80, ToPort = 90 }, SourceCidrBlock = "10.1.2.3/8",
        DestinationCidrBlock = "0.0.0.0/0", Description = "web",
    };
}
