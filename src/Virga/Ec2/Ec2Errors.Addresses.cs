using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// Errors of elastic addresses. Texts: recorded where a test says so; the rest from memory, unchecked.
/// </summary>
internal static partial class Ec2Errors
{
    public static AwsException AddressNotFound(string address) =>
        new("InvalidAddress.NotFound", $"Address '{address}' not found.");

    public static AwsException AddressInUse(string address) =>
        new("InvalidIPAddress.InUse", $"Address {address} is in use.");

    public static AwsException AddressAlreadyAssociated(string id) => new(
        "Resource.AlreadyAssociated",
        $"resource {id} is already associated with associate-id");

    public static AwsException NoInternetGateway(string vpcId) =>
        new("Gateway.NotAttached", $"Network {vpcId} is not attached to any internet gateway");
}
