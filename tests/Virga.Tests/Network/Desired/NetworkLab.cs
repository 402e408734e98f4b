using System.Net;
using Virga.Network;
using Virga.Network.Desired;
using Virga.Network.Reachability;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Network.Desired;

/// <summary>A network built by the API's own operations, a line a resource, and asked by the walker.</summary>
internal sealed class NetworkLab : IDisposable
{
    private readonly DesiredNetwork desired = new();

    public TestWorld World { get; } = new(Rules.Default with { TransitionScale = 0 });

    /// <summary>The desired network as it is now.</summary>
    public FabricState State => desired.Of(World.Store.World, DesiredNetwork.NoGuests, new FabricSettings());

    public T Run<T>(string operation, object input) => World.Run<T>(operation, input);

    public string Vpc(string block, bool hasIpv6 = false) => Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
    {
        CidrBlock = block,
        AmazonProvidedIpv6CidrBlock = hasIpv6 ? true : null,
    }).Vpc!.VpcId!;

    public string Subnet(string vpc, string block, string? ipv6 = null) =>
        Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc,
            CidrBlock = block,
            Ipv6CidrBlock = ipv6,
        }).Subnet!.SubnetId!;

    /// <summary>A group without ingress, and with AWS's open egress.</summary>
    public string Group(string vpc) => Run<CreateSecurityGroupResult>("CreateSecurityGroup",
        new CreateSecurityGroupRequest
        {
            VpcId = vpc,
            GroupName = $"group-{World.View.Rows<Virga.Ec2.SecurityGroups.SecurityGroupRow>().Count}",
            Description = "test",
        }).GroupId!;

    public string Allow(string group, IpPermission permission) =>
        Run<AuthorizeSecurityGroupIngressResult>("AuthorizeSecurityGroupIngress",
            new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [permission] })
            .SecurityGroupRules![0].SecurityGroupRuleId!;

    public string Allow(string group, string protocol, int from, int to, string cidr) => Allow(group, new()
    {
        IpProtocol = protocol, FromPort = from, ToPort = to, IpRanges = [new() { CidrIp = cidr }],
    });

    public void CloseEgress(string group) =>
        Run<RevokeSecurityGroupEgressResult>("RevokeSecurityGroupEgress", new RevokeSecurityGroupEgressRequest
        {
            GroupId = group,
            IpPermissions = [new() { IpProtocol = "-1", IpRanges = [new() { CidrIp = "0.0.0.0/0" }] }],
        });

    /// <summary>Launches an instance; gives its id.</summary>
    public string Launch(string subnet, params string[] groups) => Run<Reservation>("RunInstances",
        new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204",
            InstanceType = "t3.large",
            MinCount = 1,
            MaxCount = 1,
            SubnetId = subnet,
            SecurityGroupIds = groups.Length > 0 ? [.. groups] : null,
        }).Instances![0].InstanceId!;

    public Instance Instance(string id) => Run<DescribeInstancesResult>(
        "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] }).Reservations![0].Instances![0];

    /// <summary>The primary interface of an instance.</summary>
    public string Eni(string instance) => Instance(instance).NetworkInterfaces![0].NetworkInterfaceId!;

    public string Address(string instance) => Instance(instance).PrivateIpAddress!;

    public string Gateway(string vpc)
    {
        var id = Run<CreateInternetGatewayResult>("CreateInternetGateway", new CreateInternetGatewayRequest())
            .InternetGateway!.InternetGatewayId!;
        Run<AttachInternetGatewayResult>(
            "AttachInternetGateway", new AttachInternetGatewayRequest { InternetGatewayId = id, VpcId = vpc });
        return id;
    }

    public string MainTable(string vpc) => Run<DescribeRouteTablesResult>("DescribeRouteTables",
        new DescribeRouteTablesRequest
        {
            Filters =
            [
                new() { Name = "vpc-id", Values = [vpc] }, new() { Name = "association.main", Values = ["true"] },
            ],
        }).RouteTables![0].RouteTableId!;

    public void Route(string table, string destination, Action<CreateRouteRequest> target)
    {
        var request = new CreateRouteRequest { RouteTableId = table };
        if (destination.StartsWith("pl-", StringComparison.Ordinal)) request.DestinationPrefixListId = destination;
        else if (destination.Contains(':', StringComparison.Ordinal)) request.DestinationIpv6CidrBlock = destination;
        else request.DestinationCidrBlock = destination;
        target(request);
        Run<CreateRouteResult>("CreateRoute", request);
    }

    /// <summary>A route table of its own for a subnet.</summary>
    public string Table(string vpc, string subnet)
    {
        var id = Run<CreateRouteTableResult>("CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc })
            .RouteTable!.RouteTableId!;
        Run<AssociateRouteTableResult>(
            "AssociateRouteTable", new AssociateRouteTableRequest { RouteTableId = id, SubnetId = subnet });
        return id;
    }

    /// <summary>An elastic address on the interface of an instance, or on an interface; gives the public one.</summary>
    public string Elastic(string eni)
    {
        var address = Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest());
        Run<AssociateAddressResult>("AssociateAddress", new AssociateAddressRequest
        {
            AllocationId = address.AllocationId, NetworkInterfaceId = eni,
        });
        return address.PublicIp!;
    }

    public string Nat(string subnet, bool isPublic) => Run<CreateNatGatewayResult>("CreateNatGateway",
        new CreateNatGatewayRequest
        {
            SubnetId = subnet,
            ConnectivityType = isPublic ? ConnectivityType.Public : ConnectivityType.Private,
            AllocationId = isPublic
                ? Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest()).AllocationId
                : null,
        }).NatGateway!.NatGatewayId!;

    public string Peer(string requester, string accepter)
    {
        var id = Run<CreateVpcPeeringConnectionResult>("CreateVpcPeeringConnection",
            new CreateVpcPeeringConnectionRequest { VpcId = requester, PeerVpcId = accepter })
            .VpcPeeringConnection!.VpcPeeringConnectionId!;
        Run<AcceptVpcPeeringConnectionResult>("AcceptVpcPeeringConnection",
            new AcceptVpcPeeringConnectionRequest { VpcPeeringConnectionId = id });
        return id;
    }

    /// <summary>What the walker says of a TCP connection from an instance.</summary>
    public PathAnswer Ask(string instance, string destination, int port = 80, int protocol = IpProtocol.Tcp) =>
        PathWalker.Walk(new FabricIndex(State), new PathQuestion
        {
            SourceInterfaceId = Eni(instance),
            Destination = IPAddress.Parse(destination),
            Protocol = protocol,
            Port = port,
        });

    /// <summary>What the walker says of a TCP connection from the internet.</summary>
    public PathAnswer AskFrom(string client, string destination, int port = 80) =>
        PathWalker.Walk(new FabricIndex(State), new PathQuestion
        {
            SourceAddress = IPAddress.Parse(client),
            Destination = IPAddress.Parse(destination),
            Protocol = IpProtocol.Tcp,
            Port = port,
        });

    public void Dispose() => World.Dispose();
}
