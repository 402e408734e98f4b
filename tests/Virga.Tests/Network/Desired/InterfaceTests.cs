using System.Net;
using Virga.Network;
using Virga.Network.Desired;
using Virga.Wire.Ec2;

namespace Virga.Tests.Network.Desired;

/// <summary>Interfaces, their addresses and cables, and what resolvers and DHCP are told.</summary>
public sealed class InterfaceTests : IDisposable
{
    private readonly NetworkLab lab = new();
    private readonly string vpc;
    private readonly string subnet;

    public InterfaceTests()
    {
        vpc = lab.Vpc("10.0.0.0/16");
        subnet = lab.Subnet(vpc, "10.0.1.0/24");
    }

    [Fact]
    public void Secondary_addresses_and_prefixes_are_the_interfaces_own()
    {
        var instance = lab.Launch(subnet);
        var eni = lab.Eni(instance);
        lab.Run<AssignPrivateIpAddressesResult>("AssignPrivateIpAddresses", new AssignPrivateIpAddressesRequest
        {
            NetworkInterfaceId = eni, PrivateIpAddresses = ["10.0.1.77"],
        });
        lab.Run<AssignPrivateIpAddressesResult>("AssignPrivateIpAddresses", new AssignPrivateIpAddressesRequest
        {
            NetworkInterfaceId = eni, Ipv4PrefixCount = 1,
        });

        var made = Interface(eni);
        Assert.Equal([IPAddress.Parse(lab.Address(instance)), IPAddress.Parse("10.0.1.77")], made.Ipv4Addresses);
        Assert.Equal(28, Assert.Single(made.Ipv4Prefixes).PrefixLength);
        Assert.True(made.Owns(made.Ipv4Prefixes[0].BaseAddress));
        Assert.Equal(subnet, made.SubnetId);
        Assert.Matches("^([0-9a-f]{2}:){5}[0-9a-f]{2}$", made.MacAddress);
    }

    [Fact]
    public void A_cable_ends_where_the_machine_is_and_only_while_it_runs()
    {
        var instance = lab.Launch(subnet);
        var guests = new Dictionary<string, GuestPlace>
        {
            [instance] = new("/proc/77/ns/net") { NetworkNamespaceInode = 4026531840, ContainerId = "c0ffee" },
        };
        var before = Interface(lab.Eni(instance));
        var plugged = State(guests).Interfaces.Single(one => one.Id == before.Id);
        lab.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [instance] });

        Assert.Equal("", before.Attachment?.NetworkNamespace);
        Assert.Equal(
            new FabricAttachment
            {
                InstanceId = instance,
                NetworkNamespace = "/proc/77/ns/net",
                NetworkNamespaceInode = 4026531840,
                ContainerId = "c0ffee",
                LinkName = "eth0",
                DeviceIndex = 0,
            },
            plugged.Attachment);
        Assert.Null(State(guests).Interfaces.Single(one => one.Id == before.Id).Attachment);
    }

    [Fact]
    public void A_second_interface_is_plugged_when_attached_and_unplugged_when_detached()
    {
        var instance = lab.Launch(subnet);
        var eni = lab.Run<CreateNetworkInterfaceResult>(
            "CreateNetworkInterface", new CreateNetworkInterfaceRequest { SubnetId = subnet })
            .NetworkInterface!.NetworkInterfaceId!;
        Assert.Null(Interface(eni).Attachment);

        var attachment = lab.Run<AttachNetworkInterfaceResult>("AttachNetworkInterface",
            new AttachNetworkInterfaceRequest { NetworkInterfaceId = eni, InstanceId = instance, DeviceIndex = 1 })
            .AttachmentId;
        Assert.Equal(("eth1", 1), (Interface(eni).Attachment!.LinkName, Interface(eni).Attachment!.DeviceIndex));

        lab.Run<DetachNetworkInterfaceResult>(
            "DetachNetworkInterface", new DetachNetworkInterfaceRequest { AttachmentId = attachment });
        Assert.Null(Interface(eni).Attachment);
    }

    [Fact]
    public void Two_vpcs_of_the_same_block_do_not_meet()
    {
        var group = lab.Group(vpc);
        lab.Allow(group, "-1", -1, -1, "0.0.0.0/0");
        var here = lab.Launch(subnet, group);
        var twin = lab.Vpc("10.0.0.0/16");
        var twinGroup = lab.Group(twin);
        lab.Allow(twinGroup, "-1", -1, -1, "0.0.0.0/0");
        var there = lab.Launch(lab.Subnet(twin, "10.0.2.0/24"), twinGroup);

        Assert.Equal(vpc, lab.Ask(here, lab.Address(there)).Stop?.ComponentId);
        Assert.Equal(
            lab.State.Vpcs.Count, lab.State.Vpcs.Select(one => one.Index).Distinct().Count());
    }

    [Fact]
    public void Names_follow_the_attributes_and_the_region()
    {
        lab.Run<ModifyVpcAttributeResult>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsHostnames = new() { Value = true },
        });
        lab.Run<ModifySubnetAttributeResult>("ModifySubnetAttribute", new ModifySubnetAttributeRequest
        {
            SubnetId = subnet, EnableResourceNameDnsARecordOnLaunch = new() { Value = true },
        });
        var instance = lab.Launch(subnet);
        var named = Vpc().Dns;

        lab.Run<ModifyVpcAttributeResult>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsHostnames = new() { Value = false },
        });
        lab.Run<ModifyVpcAttributeResult>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsSupport = new() { Value = false },
        });

        Assert.Equal(
            new FabricDns
            {
                HasPublicHostnames = true,
                PrivateDomain = "ec2.internal",
                PublicDomain = "compute-1.amazonaws.com",
                Records = [new($"{instance}.ec2.internal", [IPAddress.Parse(lab.Address(instance))])],
            },
            named);
        Assert.False(Vpc().Dns.IsResolverEnabled);
        Assert.Empty(Vpc().Dhcp.NameServers);
    }

    [Fact]
    public void Dhcp_options_tell_domain_and_resolvers()
    {
        Assert.Equal(
            new FabricDhcp { DomainName = "ec2.internal", NameServers = [IPAddress.Parse("10.0.0.2")] }, Vpc().Dhcp);
        var options = lab.Run<CreateDhcpOptionsResult>("CreateDhcpOptions", new CreateDhcpOptionsRequest
        {
            DhcpConfigurations =
            [
                new() { Key = "domain-name", Values = ["corp.example"] },
                new() { Key = "domain-name-servers", Values = ["10.0.0.53", "AmazonProvidedDNS"] },
                new() { Key = "ntp-servers", Values = ["10.0.0.123"] },
            ],
        }).DhcpOptions!.DhcpOptionsId;
        lab.Run<AssociateDhcpOptionsResult>(
            "AssociateDhcpOptions", new AssociateDhcpOptionsRequest { DhcpOptionsId = options, VpcId = vpc });

        Assert.Equal(
            new FabricDhcp
            {
                DomainName = "corp.example",
                NameServers = [IPAddress.Parse("10.0.0.53"), IPAddress.Parse("10.0.0.2")],
                NtpServers = [IPAddress.Parse("10.0.0.123")],
            },
            Vpc().Dhcp);
    }

    [Fact]
    public void Peers_that_allow_it_are_resolved_privately()
    {
        var far = lab.Vpc("172.16.0.0/16");
        var peering = lab.Peer(vpc, far);
        Assert.Empty(Vpc().Dns.PrivatelyResolvedVpcIds);

        lab.Run<ModifyVpcPeeringConnectionOptionsResult>("ModifyVpcPeeringConnectionOptions",
            new ModifyVpcPeeringConnectionOptionsRequest
            {
                VpcPeeringConnectionId = peering,
                AccepterPeeringConnectionOptions = new() { AllowDnsResolutionFromRemoteVpc = true },
            });
        Assert.Equal([far], Vpc().Dns.PrivatelyResolvedVpcIds);
        Assert.Empty(lab.State.Vpcs.Single(one => one.Id == far).Dns.PrivatelyResolvedVpcIds);
    }

    public void Dispose() => lab.Dispose();

    private FabricState State(Dictionary<string, GuestPlace> guests) =>
        new DesiredNetwork().Of(lab.World.Store.World, guests, new FabricSettings());

    private FabricInterface Interface(string id) => lab.State.Interfaces.Single(one => one.Id == id);

    private FabricVpc Vpc() => lab.State.Vpcs.Single(one => one.Id == vpc);
}
