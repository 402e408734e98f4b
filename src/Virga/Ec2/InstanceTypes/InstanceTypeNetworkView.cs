using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceTypes;

/// <summary>What a type can do on the network, as DescribeInstanceTypes shows it.</summary>
internal static class InstanceTypeNetworkView
{
    public static NetworkInfo Of(NetworkFacts network) => new()
    {
        NetworkPerformance = network.Performance,
        MaximumNetworkInterfaces = network.MaximumInterfaces,
        MaximumNetworkCards = network.Cards.Count,
        DefaultNetworkCardIndex = 0,
        NetworkCards = [.. network.Cards.Select(Card)],
        Ipv4AddressesPerInterface = network.Ipv4AddressesPerInterface,
        Ipv6AddressesPerInterface = network.Ipv6AddressesPerInterface,
        Ipv6Supported = network.IsIpv6Supported,
        EnaSupport = network.EnaSupport,
        EfaSupported = network.MaximumEfaInterfaces is not null,
        EfaInfo = network.MaximumEfaInterfaces is { } most ? new() { MaximumEfaInterfaces = most } : null,
        EncryptionInTransitSupported = network.IsEncryptionInTransitSupported,
        EnaSrdSupported = network.IsEnaSrdSupported,
        BandwidthWeightings = network.BandwidthWeightings.Count == 0 ? null : [.. network.BandwidthWeightings],
        FlexibleEnaQueuesSupport = network.AreFlexibleEnaQueuesSupported ? "supported" : "unsupported",
        ConnectionTrackingConfiguration = new()
        {
            DefaultTcpEstablishedTimeout = network.TcpEstablishedTimeoutSeconds,

            // The same for all types (EC2 User Guide, "Connection tracking timeouts").
            DefaultUdpTimeout = 30,
            DefaultUdpStreamTimeout = 180,
        },
        SecondaryNetworkSupported = false,
        Ipv4AddressesPerSecondaryInterface = network.Ipv4AddressesPerSecondaryInterface,
    };

    private static NetworkCardInfo Card(NetworkCardFacts card, int index) => new()
    {
        NetworkCardIndex = index,
        NetworkPerformance = card.Performance,
        MaximumNetworkInterfaces = card.MaximumInterfaces,
        AdditionalFlexibleNetworkInterfaces = card.AdditionalFlexibleInterfaces,
        BaselineBandwidthInGbps = card.BaselineBandwidthGbps,
        PeakBandwidthInGbps = card.PeakBandwidthGbps,
        DefaultEnaQueueCountPerInterface = card.DefaultEnaQueueCountPerInterface,
        MaximumEnaQueueCount = card.MaximumEnaQueueCount,
        MaximumEnaQueueCountPerInterface = card.MaximumEnaQueueCountPerInterface,
    };
}
