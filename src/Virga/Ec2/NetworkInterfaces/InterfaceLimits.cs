using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>
/// How many interfaces and addresses an instance of a type has at most (EC2 User Guide, "Maximum IP addresses per
/// network interface"). A type that the catalogue does not know has no limit. Texts as in cilium/cilium issue 15877 and
/// aws/amazon-vpc-cni-k8s issue 989.
/// </summary>
internal static class InterfaceLimits
{
    /// <exception cref="AwsException">The type has no room for so many interfaces.</exception>
    public static void CheckCount(InstanceTypeFacts? type, int count)
    {
        if (count > type?.Network.MaximumInterfaces)
            throw new AwsException("AttachmentLimitExceeded",
                $"Interface count {count} exceeds the limit for {type.Name}");
    }

    /// <exception cref="AwsException">The type has no network card of this index.</exception>
    public static void CheckCard(InstanceTypeFacts? type, int index)
    {
        if (index < 0 || index >= type?.Network.Cards.Count)
            throw CommonErrors.InvalidParameterValue(
                $"Network card index {index} exceeds the limit for {type?.Name}.");
    }

    /// <summary>A delegated block takes the place of one address.</summary>
    /// <exception cref="AwsException">The type has no room for so many addresses of an interface.</exception>
    public static void CheckAddresses(InstanceTypeFacts? type, int ipv4, int ipv6)
    {
        if (ipv4 > type?.Network.Ipv4AddressesPerInterface)
            throw new AwsException(
                "PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit.");
        if (ipv6 > type?.Network.Ipv6AddressesPerInterface)
            throw new AwsException("PrivateIpAddressLimitExceeded", "Number of IPv6 addresses will exceed limit.");
    }

    /// <summary>Checks what an interface has for an instance of a type.</summary>
    public static void CheckAddresses(InstanceTypeFacts? type, NetworkInterfaceRow eni) => CheckAddresses(
        type, eni.PrivateAddresses.Count + eni.Ipv4Prefixes.Count, eni.Ipv6Addresses.Count + eni.Ipv6Prefixes.Count);

    /// <summary>Checks an interface after it got addresses; one that no instance has takes any.</summary>
    public static void CheckAddresses(WorldView at, NetworkInterfaceRow eni)
    {
        if (eni.Attachment?.InstanceId is { } id && at.Find<InstanceRow>(id) is { } instance)
            CheckAddresses(InstanceTypeCatalogue.Find(instance.InstanceType), eni);
    }

    /// <summary>Checks all that an instance has for another type.</summary>
    public static void CheckAll(WorldView at, InstanceRow instance, InstanceTypeFacts type)
    {
        var all = at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id).ToList();
        CheckCount(type, all.Count);
        foreach (var eni in all) CheckAddresses(type, eni);
    }
}
