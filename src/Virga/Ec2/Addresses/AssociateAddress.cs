using Virga.Ec2.Instances;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Lets an elastic address stand for a private address of an instance or interface.</summary>
internal sealed class AssociateAddress : IMutation<AssociateAddressRequest, AssociateAddressResult>
{
    public static AssociateAddressResult Run(AssociateAddressRequest input, Change change)
    {
        var address = ElasticAddresses.Get(change, input.AllocationId, input.PublicIp);
        var eni = Interface(change, input);
        var privateAddress = PrivateAddress(eni, input.PrivateIpAddress);
        if (!change.Rows<InternetGatewayRow>().Any(InternetGatewayRow.ByVpc, eni.VpcId))
            throw Ec2Errors.NoInternetGateway(eni.VpcId);
        if (address.Association is { } present)
        {
            if (present.InterfaceId == eni.Id && present.PrivateAddress == privateAddress)
                return new() { AssociationId = present.Id };
            if (input.AllowReassociation != true) throw Ec2Errors.AddressAlreadyAssociated(address.Id);
        }

        if (ElasticAddresses.Of(change, eni.Id, privateAddress) is { } other && other.Id != address.Id)
        {
            if (input.AllowReassociation == false) throw Ec2Errors.AddressAlreadyAssociated(eni.Id);
            change.Put(other with { Association = null });
        }

        var row = ElasticAddresses.Associate(change, address, eni, privateAddress);
        return new() { AssociationId = row.Association!.Id };
    }

    private static NetworkInterfaceRow Interface(Change change, AssociateAddressRequest input)
    {
        if (input.NetworkInterfaceId is { Length: > 0 } id) return change.Named<NetworkInterfaceRow>(id);
        if (input.InstanceId is not { Length: > 0 })
            throw CommonErrors.MissingParameter("instanceId or networkInterfaceId");
        var instance = change.Named<InstanceRow>(input.InstanceId);
        var interfaces = change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id).ToList();
        return interfaces.Count switch
        {
            0 => throw new AwsException(
                "InvalidInstanceID",
                $"The pending instance '{instance.Id}' is not in a valid state for this operation."),
            1 => interfaces[0],
            _ when input.PrivateIpAddress is { } wanted => interfaces.Find(eni =>
                eni.PrivateAddresses.Any(one => one.Address == wanted)) ?? interfaces[0],
            _ => throw new AwsException(
                "InvalidInstanceID",
                $"There are multiple interfaces attached to instance '{instance.Id}'. Please specify an interface ID "
                + "for the operation instead."),
        };
    }

    private static string PrivateAddress(NetworkInterfaceRow eni, string? wanted)
    {
        if (string.IsNullOrEmpty(wanted))
            return eni.PrimaryAddress ?? throw CommonErrors.InvalidParameterValue($"{eni.Id} has no IPv4 address.");
        return eni.PrivateAddresses.Any(one => one.Address == wanted)
            ? wanted
            : throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{wanted}' for privateIpAddress. Address must be assigned to network interface "
                + eni.Id);
    }
}
