using System.Runtime.CompilerServices;
using System.Text.Json;
using Virga.Ec2.PublicIpv4Pools;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Ec2.VpcEndpointServices;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// What every Describe of the networking families has in common, from the model: its filters, and its errors for ids
/// that are unknown or of the wrong form.
/// </summary>
public sealed class DescribeTests
{
    public static TheoryData<string, string, string> Families => new()
    {
        { "DescribeVpcs", "VpcIds", "vpc" },
        { "DescribeSubnets", "SubnetIds", "subnet" },
        { "DescribeSecurityGroups", "GroupIds", "sg" },
        { "DescribeSecurityGroupRules", "SecurityGroupRuleIds", "sgr" },
        { "DescribeRouteTables", "RouteTableIds", "rtb" },
        { "DescribeInternetGateways", "InternetGatewayIds", "igw" },
        { "DescribeEgressOnlyInternetGateways", "EgressOnlyInternetGatewayIds", "eigw" },
        { "DescribeNetworkAcls", "NetworkAclIds", "acl" },
        { "DescribeDhcpOptions", "DhcpOptionsIds", "dopt" },
        { "DescribeAddresses", "AllocationIds", "eipalloc" },
        { "DescribeNatGateways", "NatGatewayIds", "nat" },
        { "DescribeNetworkInterfaces", "NetworkInterfaceIds", "eni" },
        { "DescribeNetworkInterfacePermissions", "NetworkInterfacePermissionIds", "eni-perm" },
        { "DescribeVpcPeeringConnections", "VpcPeeringConnectionIds", "pcx" },
        { "DescribeManagedPrefixLists", "PrefixListIds", "pl" },
        { "DescribePrefixLists", "PrefixListIds", "pl" },
        { "DescribeVpcEndpoints", "VpcEndpointIds", "vpce" },
        { "DescribeFlowLogs", "FlowLogIds", "fl" },
        { "DescribeNetworkInsightsPaths", "NetworkInsightsPathIds", "nip" },
        { "DescribeNetworkInsightsAnalyses", "NetworkInsightsAnalysisIds", "nia" },
        { "DescribeTransitGateways", "TransitGatewayIds", "tgw" },
        { "DescribeTransitGatewayAttachments", "TransitGatewayAttachmentIds", "tgw-attach" },
        { "DescribeTransitGatewayVpcAttachments", "TransitGatewayAttachmentIds", "tgw-attach" },
        { "DescribeTransitGatewayPeeringAttachments", "TransitGatewayAttachmentIds", "tgw-attach" },
        { "DescribeTransitGatewayConnects", "TransitGatewayAttachmentIds", "tgw-attach" },
        { "DescribeTransitGatewayConnectPeers", "TransitGatewayConnectPeerIds", "tgw-connect-peer" },
        { "DescribeTransitGatewayRouteTables", "TransitGatewayRouteTableIds", "tgw-rtb" },
        {
            "DescribeTransitGatewayRouteTableAnnouncements", "TransitGatewayRouteTableAnnouncementIds", "tgw-rtb-ann"
        },
        { "DescribeTransitGatewayMulticastDomains", "TransitGatewayMulticastDomainIds", "tgw-mcast-domain" },
        { "DescribeVpnGateways", "VpnGatewayIds", "vgw" },
        { "DescribeVpnConnections", "VpnConnectionIds", "vpn" },
        { "DescribeCustomerGateways", "CustomerGatewayIds", "cgw" },
        { "DescribeCarrierGateways", "CarrierGatewayIds", "cagw" },
        { "DescribeIpams", "IpamIds", "ipam" },
        { "DescribeIpamScopes", "IpamScopeIds", "ipam-scope" },
        { "DescribeIpamPools", "IpamPoolIds", "ipam-pool" },
        { "DescribeIpamPoolAllocations", "IpamPoolAllocationIds", "ipam-pool-alloc" },
        { "DescribeIpamResourceDiscoveries", "IpamResourceDiscoveryIds", "ipam-res-disco" },
        {
            "DescribeIpamResourceDiscoveryAssociations", "IpamResourceDiscoveryAssociationIds", "ipam-res-disco-assoc"
        },
        { "DescribeVpcEndpointServiceConfigurations", "ServiceIds", "vpce-svc" },
        { "DescribeVpcBlockPublicAccessExclusions", "ExclusionIds", "vpcbpa-exclude" },
        { "DescribeVpcEncryptionControls", "VpcEncryptionControlIds", "vpcec" },
        { "DescribePublicIpv4Pools", "PoolIds", "ipv4pool-ec2" },
        { "DescribeIpv6Pools", "PoolIds", "ipv6pool-ec2" },
        { "DescribeCoipPools", "PoolIds", "ipv4pool-coip" },
        { "DescribeLocalGateways", "LocalGatewayIds", "lgw" },
        { "DescribeLocalGatewayRouteTables", "LocalGatewayRouteTableIds", "lgw-rtb" },
        { "DescribeLocalGatewayVirtualInterfaces", "LocalGatewayVirtualInterfaceIds", "lgw-vif" },
        { "DescribeLocalGatewayVirtualInterfaceGroups", "LocalGatewayVirtualInterfaceGroupIds", "lgw-vif-grp" },
        {
            "DescribeLocalGatewayRouteTableVpcAssociations", "LocalGatewayRouteTableVpcAssociationIds",
            "lgw-vpc-assoc"
        },
        { "DescribeRouteServers", "RouteServerIds", "rs" },
        { "DescribeRouteServerEndpoints", "RouteServerEndpointIds", "rse" },
        { "DescribeRouteServerPeers", "RouteServerPeerIds", "rsp" },
        { "DescribeOutpostLags", "OutpostLagIds", "op-lag" },
        { "DescribeServiceLinkVirtualInterfaces", "ServiceLinkVirtualInterfaceIds", "sl-vif" },
        { "DescribeVpcEndpointAssociations", "VpcEndpointIds", "vpce" },
        { "DescribeTransitGatewayMeteringPolicies", "TransitGatewayMeteringPolicyIds", "tgw-mp" },
        { "DescribeVpnConcentrators", "VpnConcentratorIds", "vcn" },
        { "DescribeSecondaryNetworks", "SecondaryNetworkIds", "sn" },
        { "DescribeSecondarySubnets", "SecondarySubnetIds", "ss" },
        { "DescribeSecondaryInterfaces", "SecondaryInterfaceIds", "si" },
        { "DescribeTrunkInterfaceAssociations", "AssociationIds", "trunk-assoc" },
        {
            "DescribeIpamExternalResourceVerificationTokens", "IpamExternalResourceVerificationTokenIds",
            "ipam-ext-res-ver-token"
        },
        { "DescribeIpamPolicies", "IpamPolicyIds", "ipam-policy" },
        { "DescribeIpamPrefixListResolvers", "IpamPrefixListResolverIds", "ipam-plr" },
        { "DescribeIpamPrefixListResolverTargets", "IpamPrefixListResolverTargetIds", "ipam-plr-target" },
        { "DescribeClientVpnEndpoints", "ClientVpnEndpointIds", "cvpn-endpoint" },
        { "DescribeTrafficMirrorFilters", "TrafficMirrorFilterIds", "tmf" },
        { "DescribeTrafficMirrorFilterRules", "TrafficMirrorFilterRuleIds", "tmfr" },
        { "DescribeTrafficMirrorTargets", "TrafficMirrorTargetIds", "tmt" },
        { "DescribeTrafficMirrorSessions", "TrafficMirrorSessionIds", "tms" },
        { "DescribeTransitGatewayPolicyTables", "TransitGatewayPolicyTableIds", "tgw-ptb" },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Ids_that_are_unknown_or_malformed_are_errors(string operation, string property, string prefix)
    {
        using var world = new TestWorld();

        List<string> absent = [$"{prefix}-0123456789abcdef0"];
        List<string> nonsense = ["nonsense"];
        var unknown = world.Fail(operation, Request(operation, property, absent));
        var malformed = world.Fail(operation, Request(operation, property, nonsense));

        Assert.EndsWith("NotFound", unknown.Code, StringComparison.Ordinal);
        Assert.EndsWith("Malformed", malformed.Code, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Documented_filters_are_known_and_others_are_errors(string operation, string property, string prefix)
    {
        using var world = new TestWorld();
        Assert.NotEqual(property, prefix);

        foreach (var name in DocumentedFilters(operation))
        {
            var filter = name.Replace("<key>", "a", StringComparison.Ordinal);
            Assert.NotNull(world.Run<object>(operation, WithFilter(operation, filter)));
        }

        var error = world.Fail(operation, WithFilter(operation, "no-such-filter"));
        Assert.Equal(("InvalidParameterValue", "The filter 'no-such-filter' is invalid"), (error.Code, error.Message));
    }

    [Fact]
    public void Paging_neither_repeats_nor_skips_while_rows_come_and_go()
    {
        using var world = new TestWorld();
        var made = Enumerable.Range(0, 1_050).Select(_ => world.Run<CreateInternetGatewayResult>(
            "CreateInternetGateway", new CreateInternetGatewayRequest()).InternetGateway!.InternetGatewayId!).ToList();
        var seen = new List<string>();
        string? token = null;
        var pages = 0;
        do
        {
            var page = world.Run<DescribeInternetGatewaysResult>(
                "DescribeInternetGateways",
                new DescribeInternetGatewaysRequest { MaxResults = 100, NextToken = token });
            seen.AddRange(page.InternetGateways!.Select(one => one.InternetGatewayId!));
            token = page.NextToken;
            pages++;
            world.Run<DeleteInternetGatewayResult>(
                "DeleteInternetGateway", new DeleteInternetGatewayRequest { InternetGatewayId = made[pages * 3] });
            world.Run<CreateInternetGatewayResult>("CreateInternetGateway", new CreateInternetGatewayRequest());
        }
        while (token is not null);

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(made.Except(seen));
    }

    /// <summary>Rows of several kinds, each a list of its own.</summary>
    public static TheoryData<string, string> Lists => new()
    {
        { "DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables" },
        { "DescribeTransitGatewayAttachments", "TransitGatewayAttachments" },
        { "DescribeVpcEndpointServiceConfigurations", "ServiceConfigurations" },
        { "DescribePublicIpv4Pools", "PublicIpv4Pools" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Pages_of_a_thousand_rows_hold_each_once_while_rows_come_and_go(string operation, string property)
    {
        using var world = new TestWorld();
        world.Arrange(change =>
        {
            for (var i = 0; i < 1_050; i++) AddRow(change, operation);
        });
        var seen = new List<string>();
        string? token = null;
        do
        {
            var request = Request(operation, "MaxResults", 100);
            RequestType(operation).GetProperty("NextToken")!.SetValue(request, token);
            var page = world.Run<object>(operation, request);
            var items = (System.Collections.IEnumerable)page.GetType().GetProperty(property)!.GetValue(page)!;
            foreach (var item in items)
                seen.Add(IdOf(item));
            token = (string?)page.GetType().GetProperty("NextToken")!.GetValue(page);
            world.Arrange(change => AddRow(change, operation));
        }
        while (token is not null);

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(seen.Count, 1_050, 1_070);
    }

    private static string IdOf(object item) =>
        (string)item.GetType().GetProperties().First(one => IdNames.Contains(one.Name)).GetValue(item)!;

    private static readonly string[] IdNames =
        ["TransitGatewayRouteTableId", "TransitGatewayAttachmentId", "ServiceId", "PoolId"];

    private static void AddRow(Change change, string operation)
    {
        switch (operation)
        {
            case "DescribeTransitGatewayRouteTables":
                change.Put(new TransitGatewayRouteTableRow(change.NewId("tgw-rtb"))
                {
                    GatewayId = "tgw-0123456789abcdef0", State = "available", CreationTime = change.Now,
                });
                break;
            case "DescribeTransitGatewayAttachments":
                change.Put(new TransitGatewayAttachmentRow(change.NewId("tgw-attach"))
                {
                    TransitGatewayId = "tgw-0123456789abcdef0", GatewayAccount = change.Account, Type = "connect",
                    ResourceId = "tgw-attach-0123456789abcdef0", ResourceAccount = change.Account,
                    State = "available", CreationTime = change.Now,
                });
                break;
            case "DescribeVpcEndpointServiceConfigurations":
                change.Put(new VpcEndpointServiceRow(change.NewId("vpce-svc"))
                {
                    IsAcceptanceRequired = false, IpAddressTypes = ["ipv4"],
                });
                break;
            default:
                change.Put(new PublicIpv4PoolRow(change.NewId("ipv4pool-ec2")) { NetworkBorderGroup = "us-east-1" });
                break;
        }
    }

    private static object WithFilter(string operation, string name)
    {
        var type = RequestType(operation);
        var property = type.GetProperty("Filters") is null ? "Filter" : "Filters";
        return Request(operation, property, new List<Filter> { new() { Name = name, Values = ["x"] } });
    }

    private static object Request(string operation, string property, object value)
    {
        var request = Activator.CreateInstance(RequestType(operation))!;
        RequestType(operation).GetProperty(property)!.SetValue(request, value);
        return request;
    }

    private static Type RequestType(string operation) =>
        typeof(DescribeVpcsRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", throwOnError: true)!;

    private static IEnumerable<string> DocumentedFilters(string operation, [CallerFilePath] string path = "")
    {
        var models = Path.Combine(Path.GetDirectoryName(path)!, "../../../models/filters.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(models));
        return document.RootElement.TryGetProperty(operation, out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }
}
