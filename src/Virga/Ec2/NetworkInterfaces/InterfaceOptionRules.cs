using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Options of interfaces: what is asked for, checked.</summary>
internal static class InterfaceOptionRules
{
    /// <summary>
    /// The times after which idle flows are forgotten, or null where none is given. Ranges: EC2 User Guide, "Idle
    /// connection tracking timeout". They are kept only: the kernel's times are one for all networks of the machine.
    /// </summary>
    public static ConnectionTracking? Tracking(ConnectionTrackingSpecificationRequest? wanted)
    {
        if (wanted is not { } given) return null;
        if ((given.TcpEstablishedTimeout ?? given.UdpStreamTimeout ?? given.UdpTimeout) is null) return null;
        Check(given.TcpEstablishedTimeout, 60, 432_000, "TcpEstablishedTimeout");
        Check(given.UdpStreamTimeout, 60, 180, "UdpStreamTimeout");
        Check(given.UdpTimeout, 30, 60, "UdpTimeout");
        return new(given.TcpEstablishedTimeout, given.UdpStreamTimeout, given.UdpTimeout);
    }

    private static void Check(int? seconds, int least, int most, string name)
    {
        if (seconds < least || seconds > most)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({seconds}) for parameter {name} is invalid. Specify {least} to {most} seconds.");
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
