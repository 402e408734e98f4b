using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Options of interfaces that cannot be made true: they are refused rather than forgotten.</summary>
internal static class InterfaceOptionRules
{
    /// <summary>The kernel's times of tracked connections are one for all networks of the machine.</summary>
    public static void CheckTracking(ConnectionTrackingSpecificationRequest? wanted)
    {
        if (wanted?.TcpEstablishedTimeout is not null || wanted?.UdpStreamTimeout is not null
            || wanted?.UdpTimeout is not null)
            throw new AwsException(
                "UnsupportedOperation", "Virga does not set the times of connection tracking of an interface.");
    }

    /// <summary>Options of a launch's interfaces.</summary>
    public static void CheckLaunch(RunInstancesRequest input)
    {
        if (input.EnablePrimaryIpv6 == true || input.NetworkInterfaces?.Exists(one => one.PrimaryIpv6 == true) == true)
            throw new AwsException(
                "UnsupportedOperation",
                "Virga gives a primary IPv6 address with CreateNetworkInterface and ModifyNetworkInterfaceAttribute.");
        foreach (var one in input.NetworkInterfaces ?? []) CheckTracking(one.ConnectionTrackingSpecification);
    }

    /// <summary>The interface with its first IPv6 address as the primary one, for good.</summary>
    public static NetworkInterfaceRow WithPrimaryIpv6(NetworkInterfaceRow eni, bool? isWanted)
    {
        if (isWanted is not true)
            return isWanted is false && eni.HasPrimaryIpv6
                ? throw CommonErrors.InvalidParameterValue(
                    $"The primary IPv6 address of {eni.Id} cannot be disabled once it is enabled.")
                : eni;
        return eni.Ipv6Addresses.Count > 0
            ? eni with { HasPrimaryIpv6 = true }
            : throw CommonErrors.InvalidParameterValue($"The interface {eni.Id} has no IPv6 address to be primary.");
    }

    /// <summary>Gives the first interface of an instance a public address, or takes it.</summary>
    public static NetworkInterfaceRow WithPublicAddress(Change change, NetworkInterfaceRow eni, bool? isWanted)
    {
        if (isWanted is not { } wanted) return eni;
        if (eni.Attachment is not { DeviceIndex: 0 } attachment)
            throw CommonErrors.InvalidParameterCombination(
                "AssociatePublicIpAddress applies to the primary network interface of an instance only.");
        var isRunning = change.Find<InstanceRow>(attachment.InstanceId)?.State == InstanceStateName.Running;
        if (!wanted)
        {
            if (eni.AutoPublicIp is { } address) PublicAddresses.Release(change, address);
            return eni with { AutoPublicIp = null, HadPublicIp = false };
        }

        if (eni.AutoPublicIp is not null) return eni;
        return isRunning
            ? eni with { AutoPublicIp = PublicAddresses.Next(change) }
            : eni with { HadPublicIp = true };
    }
}
