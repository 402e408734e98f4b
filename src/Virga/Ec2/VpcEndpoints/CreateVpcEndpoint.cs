using Virga.Ec2.PrefixLists;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Tags;
using Virga.Ec2.VpcEndpointServices;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Creates an endpoint of a service of AWS in a VPC.</summary>
internal sealed class CreateVpcEndpoint : IMutation<CreateVpcEndpointRequest, CreateVpcEndpointResult>
{
    private const string GatewayPolicy =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    /// <summary>Recorded by LocalStack on AWS; it has no version.</summary>
    private const string InterfacePolicy =
        """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";

    public static CreateVpcEndpointResult Run(CreateVpcEndpointRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        var type = input.VpcEndpointType ?? VpcEndpointType.Gateway;
        if (type is not (VpcEndpointType.Gateway or VpcEndpointType.Interface))
            throw CommonErrors.InvalidParameterValue($"Virga makes no endpoints of the type {type}.");
        var serviceName = input.ServiceName ?? throw CommonErrors.MissingParameter("ServiceName");
        var service = ServiceOffers.IsName(serviceName) ? ServiceOffers.Named(change, serviceName).Row : null;
        if (service is null) EndpointServices.Find(change, serviceName, type);
        else CheckService(service, input, type);
        var isGateway = type == VpcEndpointType.Gateway;
        CheckQuota(change, vpc.Id, type);
        var row = new VpcEndpointRow(change.NewId("vpce"))
        {
            VpcId = vpc.Id,
            Type = type,
            ServiceName = serviceName,
            State = isGateway ? "available" : "pending",
            CreationTimestamp = change.Now,
            PolicyDocument = input.PolicyDocument ?? DefaultPolicy(type),
            IpAddressType = input.IpAddressType ?? "ipv4",
            DnsRecordIpType = input.DnsOptions?.DnsRecordIpType ?? "ipv4",
            DnsSuffix = change.RandomText(8, "abcdefghijklmnopqrstuvwxyz0123456789"),
        };
        row = change.Put(isGateway ? Gateway(input, change, row) : Interface(input, change, row, vpc));
        if (service is { IsAcceptanceRequired: true }) row = change.Put(row with { State = "pendingAcceptance" });
        else if (!isGateway) change.Later<VpcEndpointBecomesAvailable>(VpcEndpointBecomesAvailable.Delay, row.Id);
        change.TagNew(input.TagSpecifications, ResourceType.VpcEndpoint, row.Id);
        return new() { VpcEndpoint = VpcEndpointView.Of(row, change), ClientToken = input.ClientToken };
    }

    private static void CheckQuota(Change change, string vpcId, string type)
    {
        if (type == VpcEndpointType.Gateway)
            Quota.GatewayEndpoints.Check(change, () => change.Rows<VpcEndpointRow>().Count(one => one.Type == type));
        else
            Quota.InterfaceEndpoints.Check(change, () => change.Rows<VpcEndpointRow>()
                .By(VpcEndpointRow.ByVpc, vpcId).Count(one => one.Type == type));
    }

    /// <summary>A user's service takes interfaces only, and its private name is never verified here.</summary>
    private static void CheckService(VpcEndpointServiceRow service, CreateVpcEndpointRequest input, string type)
    {
        if (type != VpcEndpointType.Interface || VpcEndpointServiceView.Type(service) != ServiceType.Interface)
            throw new AwsException(
                "InvalidParameter", $"The service {service.Id} does not take endpoints of the type {type}.");
        if (input.PrivateDnsEnabled == true)
            throw new AwsException(
                "InvalidParameter",
                $"Private DNS can't be enabled because the service {service.Id} does not provide a private DNS name.");
    }

    private static VpcEndpointRow Gateway(CreateVpcEndpointRequest input, Change change, VpcEndpointRow row)
    {
        var list = change.Rows<PrefixListRow>().First(one => one.IsAwsManaged && one.Name == row.ServiceName);
        return WithRouteTables(change, row with { PrefixListId = list.Id }, input.RouteTableIds ?? []);
    }

    /// <summary>The endpoint with routes in further tables, each of which has one to the service at most.</summary>
    public static VpcEndpointRow WithRouteTables(Change change, VpcEndpointRow row, IEnumerable<string> tableIds)
    {
        foreach (var id in tableIds)
        {
            var table = change.Named<RouteTableRow>(id);
            if (table.VpcId != row.VpcId)
                throw new AwsException(
                    "InvalidRouteTableId", $"The route table {id} does not belong to the VPC {row.VpcId}.");
            if (change.Rows<VpcEndpointRow>().By(VpcEndpointRow.ByRouteTable, id)
                .Any(other => other.Id != row.Id && other.PrefixListId == row.PrefixListId))
                throw new AwsException(
                    "RouteAlreadyExists",
                    $"route table {id} already has a route with destination-prefix-list-id {row.PrefixListId}");
            if (!row.RouteTableIds.Contains(id)) row = row with { RouteTableIds = [.. row.RouteTableIds, id] };
        }

        return row;
    }

    private static VpcEndpointRow Interface(
        CreateVpcEndpointRequest input, Change change, VpcEndpointRow row, VpcRow vpc)
    {
        row = row with
        {
            IsPrivateDnsEnabled =
                CheckPrivateDns(vpc, input.PrivateDnsEnabled ?? !ServiceOffers.IsName(row.ServiceName)),
            GroupIds = SecurityGroupLookup.ForInterface(change, vpc.Id, input.SecurityGroupIds),
        };
        return EndpointInterfaces.Add(change, row, input.SubnetIds ?? []);
    }

    /// <summary>The policy of an endpoint that none was given for.</summary>
    public static string DefaultPolicy(string type) =>
        type == VpcEndpointType.Gateway ? GatewayPolicy : InterfacePolicy;

    /// <summary>Private DNS needs both attributes of the VPC.</summary>
    public static bool CheckPrivateDns(VpcRow vpc, bool isWanted)
    {
        if (isWanted && !(vpc.IsDnsSupportEnabled && vpc.AreDnsHostnamesEnabled))
            throw new AwsException(
                "InvalidParameter",
                "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to "
                + $"true for {vpc.Id}");
        return isWanted;
    }
}

/// <summary>An interface endpoint takes a while to become available.</summary>
internal sealed class VpcEndpointBecomesAvailable : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<VpcEndpointRow>(subject) is { State: "pending" } row)
            change.Put(row with { State = "available" });
    }
}
