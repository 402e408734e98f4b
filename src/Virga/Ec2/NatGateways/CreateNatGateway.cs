using Virga.Ec2.InternetGateways;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Creates a NAT gateway with an interface in a subnet, public with an elastic address, or private.</summary>
internal sealed class CreateNatGateway : IMutation<CreateNatGatewayRequest, CreateNatGatewayResult>
{
    public static CreateNatGatewayResult Run(CreateNatGatewayRequest input, Change change)
    {
        if (input.AvailabilityMode == AvailabilityMode.Regional)
            throw CommonErrors.InvalidParameterValue(
                "Value (regional) for parameter availabilityMode is invalid. Virga makes zonal NAT gateways only.");
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        var isPublic = input.ConnectivityType is null or ConnectivityType.Public;
        Check(input, isPublic);
        if (isPublic && !change.Rows<InternetGatewayRow>().Any(InternetGatewayRow.ByVpc, subnet.VpcId))
            throw Ec2Errors.NoInternetGateway(subnet.VpcId);
        Quota.NatGateways.Check(change, () => InZone(change, subnet.AvailabilityZone));
        var nat = Make(input, change, subnet, isPublic);
        change.TagNew(input.TagSpecifications, ResourceType.Natgateway, nat.Id);
        change.Later<NatGatewayBecomesAvailable>(NatGatewayBecomesAvailable.Delay, nat.Id);
        return new() { NatGateway = NatGatewayView.Of(nat, change), ClientToken = input.ClientToken };
    }

    private static int InZone(WorldView at, string zone) => at.Rows<NatGatewayRow>().Count(one =>
        !one.IsGone && at.Find<SubnetRow>(one.SubnetId)?.AvailabilityZone == zone);

    private static void Check(CreateNatGatewayRequest input, bool isPublic)
    {
        if (isPublic && string.IsNullOrEmpty(input.AllocationId))
            throw CommonErrors.MissingParameter("AllocationId");
        if (!isPublic && !string.IsNullOrEmpty(input.AllocationId))
            throw CommonErrors.InvalidParameterCombination(
                "The parameter AllocationId cannot be used with the connectivity type private");
    }

    private static NatGatewayRow Make(
        CreateNatGatewayRequest input, Change change, SubnetRow subnet, bool isPublic)
    {
        var id = change.NewId("nat");
        var eni = NewNetworkInterface.Make(change, subnet, [], input.PrivateIpAddress);
        eni = change.Put(eni with
        {
            Description = $"Interface for NAT Gateway {id}",
            InterfaceType = "nat_gateway",
            IsRequesterManaged = true,
            RequesterId = change.Account,
            ChecksSourceDest = false,
        });
        if (isPublic) NatAddresses.Bind(change, eni, input.AllocationId!, eni.PrimaryAddress!);
        NatAddresses.Add(
            change, eni, input.SecondaryAllocationIds ?? [], input.SecondaryPrivateIpAddresses ?? [],
            input.SecondaryPrivateIpAddressCount ?? 0);
        return change.Put(new NatGatewayRow(id)
        {
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            NetworkInterfaceId = eni.Id,
            ConnectivityType = isPublic ? ConnectivityType.Public : ConnectivityType.Private,
            State = NatGatewayState.Pending,
            CreateTime = change.Now,
        });
    }
}

/// <summary>A NAT gateway takes a while to become available; a minute or so on AWS, a second here.</summary>
internal sealed class NatGatewayBecomesAvailable : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<NatGatewayRow>(subject) is { State: "pending" } nat)
            change.Put(nat with { State = NatGatewayState.Available });
    }
}
